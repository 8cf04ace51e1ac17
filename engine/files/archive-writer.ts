/** Writing zip files as a stream: any number of files of any size (zip64), equal contents giving equal archives. */
import { Readable } from 'node:stream';
import yazl from 'yazl';

/** The same in every archive and time zone; the time of packing would make equal contents differ. */
const TIMESTAMP = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 };

/** What is compressed already; trying again costs time and gains nothing. */
const COMPRESSED = /\.(?:png|jpe?g|webp|gif|avif|heic|mp[34]|webm|zip|gz|loomz?|safetensors|onnx)$/i;

export class ArchiveWriter {
  private readonly zip = new yazl.ZipFile();

  constructor() {
    // Otherwise a file that vanished while packing would leave the reader of `chunks` waiting.
    this.zip.on('error', (error: Error) => (this.zip.outputStream as Readable).destroy(error));
  }

  addBytes(name: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): void {
    const stream = Readable.from(chunks, { objectMode: false });
    this.zip.addReadStream(stream, name, { ...TIMESTAMP, compress: !COMPRESSED.test(name) });
    stream.on('error', (error) => (this.zip.outputStream as Readable).destroy(error));
  }

  /** Stored without compression, so that it can be read in place. */
  addStored(name: string, chunks: readonly Uint8Array[]): void {
    const size = chunks.reduce((sum, { length }) => sum + length, 0);
    this.zip.addReadStream(Readable.from(chunks, { objectMode: false }), name, { ...TIMESTAMP, compress: false, size });
  }

  addFile(name: string, path: string): void {
    this.zip.addFile(path, name, { ...TIMESTAMP, compress: !COMPRESSED.test(name) });
  }

  /** Closes the archive and gives its bytes. */
  chunks(): AsyncIterable<Uint8Array> {
    this.zip.end();
    return this.zip.outputStream as Readable;
  }
}
