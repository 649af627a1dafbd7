import kafka.Kafka;
import kafka.docker.KafkaDockerWrapper;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka's own wrapper (KAFKA_* variables become properties, the storage is formatted), then the broker, in one virtual
 * machine: a second one costs a third of a start more.
 */
public final class Start {
    private static final String CONFIG = "/opt/kafka/config";

    public static void main(String[] args) {
        Exit.setExitProcedure((status, message) -> { throw new Ended(status, message); });
        try {
            KafkaDockerWrapper.main(new String[] {"setup", "--default-configs-dir", "/etc/kafka/docker",
                "--mounted-configs-dir", "/mnt/shared/config", "--final-configs-dir", CONFIG});
        } catch (Ended ended) {
            // A volume that another container has formatted: the wrapper takes it for an error, the public image lets it pass.
            boolean formatted = String.valueOf(ended.getMessage()).contains("already formatted");
            if (ended.status != 0 && !formatted) {
                System.err.println(ended.getMessage());
                System.exit(ended.status);
            }
        }
        Exit.resetExitProcedure();
        Kafka.main(new String[] {CONFIG + "/server.properties"});
    }

    private static final class Ended extends RuntimeException {
        final int status;

        Ended(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
