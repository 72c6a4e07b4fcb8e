import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Body } from '../observe/call';
import type { Item } from '../observe/list';
import { InputError } from '../terraform/errors';
import { type Preparation, refusal } from './preparation';

/** Enough for an image service that wants bytes; nothing boots from it. */
const imitationBytes = 64 * 1024;

/** States of Glance in which an image waits for its bytes. */
const withoutBytes = ['queued', 'importing'];

/**
 * The image of the site's nodes, by its id, which Glance takes from whoever makes it. It belongs to the project and
 * is protected. In an imitation its bytes are made up; in a real cloud they come from a file, or the image is there.
 */
export async function prepareImage(preparation: Preparation, projectId: string): Promise<void> {
  const { site, administrator, tell } = preparation;
  const id = site.imageId;
  const path = `/images/${id}`;
  const found = await administrator.read('images', path);
  if (found) checkVisible(preparation, found, projectId);
  if (found?.status === 'active') return tell('exists', `image ${id}`);
  if (found && !withoutBytes.includes(String(found.status))) {
    throw refusal(
      preparation,
      `image ${id} is ${found.status}.`,
      'Servers start from an image that is active.',
      'Wait for an upload that is under way; else delete what is left of it, and run this again.',
    );
  }
  const source = await sourceOf(preparation);
  if (!found) {
    await administrator.post('images', '/images', {
      id,
      name: `${site.name}-node`,
      disk_format: source.format,
      container_format: 'bare',
      visibility: 'private',
      owner: projectId,
      protected: true,
    });
  }
  await administrator.upload('images', `${path}/file`, source.bytes());
  const uploaded = await administrator.read('images', path);
  if (uploaded?.status !== 'active' || uploaded.os_hash_value !== (await source.sha512())) {
    throw refusal(
      preparation,
      `image ${id} is ${uploaded?.status} and holds something else than was sent.`,
      'The image is what was sent (SHA-512).',
      'Unprotect and delete it, and run this again; Glance takes no id twice: a new image has another one.',
    );
  }
  tell('made', `image ${id} (${source.what})`);
}

function checkVisible(preparation: Preparation, image: Item, projectId: string): void {
  if (image.visibility !== 'private' || image.owner === projectId) return;
  throw refusal(
    preparation,
    `image ${image.id} is private to another project.`,
    'The site’s project sees the image of its servers.',
    `Share it (openstack image set --shared, image add project) with project ${projectId}.`,
  );
}

interface Source {
  readonly what: string;
  readonly format: 'raw' | 'qcow2';
  bytes(): Body;
  sha512(): Promise<string>;
}

async function sourceOf(preparation: Preparation): Promise<Source> {
  const { site, imitation, imageFile } = preparation;
  if (imageFile !== undefined) return fileSource(imageFile);
  if (!imitation) {
    throw refusal(
      preparation,
      `Glance has no image ${site.imageId}.`,
      'A real cloud gets a real image: cloud-init, systemd, WireGuard, disks by virtio serial.',
      'Name its file, --image FILE, or correct imageId in the estate.',
    );
  }
  const bytes = Buffer.alloc(imitationBytes, `an imitation, not an image: ${site.imageId}\n`);
  return {
    what: 'made-up bytes: nothing starts from it',
    format: 'raw',
    bytes: () => bytes,
    sha512: async () => createHash('sha512').update(bytes).digest('hex'),
  };
}

async function fileSource(file: string): Promise<Source> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  );
  if (size === 0) {
    throw new InputError({
      value: `--image ${file}: there is no such file, or it is empty.`,
      rule: 'An image is a file, raw or qcow2.',
      fix: 'Correct the path.',
    });
  }
  const handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0).finally(() => handle.close());
  return {
    what: `${size} bytes of ${file}`,
    // Source: QEMU, docs/interop/qcow2.txt: magic "QFI\xfb".
    format: buffer.equals(Buffer.from('QFI\xfb', 'latin1')) ? 'qcow2' : 'raw',
    bytes: () => Readable.toWeb(createReadStream(file)) as ReadableStream,
    async sha512() {
      const hash = createHash('sha512');
      for await (const chunk of createReadStream(file)) hash.update(chunk);
      return hash.digest('hex');
    },
  };
}
