/** A file that cloud-init writes at a server's first start. */
export interface BootFile {
  readonly path: string;
  readonly content: string;
  /** Octal, as `0600`. @default 0644 */
  readonly permissions?: string;
  /** Added to what the image has there. @default false */
  readonly append?: boolean;
}
