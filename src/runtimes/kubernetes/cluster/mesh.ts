/** What `istioctl install` is given: nothing but the control plane, small, with what checks look at in its sidecars. */
export const MESH_SETTINGS = `apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
spec:
  profile: minimal
  meshConfig:
    accessLogFile: /dev/stdout    # a line for each request in each sidecar's log
    defaultConfig:
      proxyStatsMatcher:          # sidecars keep few statistics unless told to
        inclusionRegexps: ['.*upstream_rq_.*', '.*outlier_detection.*', '.*fault.*']
  values:
    pilot:
      autoscaleEnabled: false     # one replica is enough for a development cluster
      resources: {requests: {cpu: 50m, memory: 128Mi}}
    global:
      defaultPodDisruptionBudget: {enabled: false}
      proxy:
        resources: {requests: {cpu: 10m, memory: 64Mi}, limits: {cpu: "1", memory: 256Mi}}
`;
