import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** Bytes as hosts send what they compress once, before anybody asks for it: at the best quality. */
export const brotli = (bytes) =>
  promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });
