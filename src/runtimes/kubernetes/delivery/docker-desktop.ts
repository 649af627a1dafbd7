import { localImages } from './archive.ts';
import { type Delivery, idBook, type Means } from './delivery.ts';

/** Docker Desktop's cluster takes images from the Docker engine itself: what was built is there. Tested against recorded output. */
export function dockerDesktopDelivery({ docker }: Pick<Means, 'docker'>): Delivery {
  const book = idBook();
  return {
    async deliver(images) {
      for (const { name, ids } of await localImages(docker, images)) book.add(name, ids);
    },
    reference: image => image,
    ids: book.ids,
    // They are Docker's own images: who removes them there has removed them here.
    prune: async () => [],
  };
}
