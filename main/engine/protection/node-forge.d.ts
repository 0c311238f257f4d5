/** The two files of node-forge that we use: passwords of old PKCS #12 files. The package brings no types. */
declare module 'node-forge/lib/pbe.js' {
  type ForgeBuffer = { readonly getBytes: () => string };
  type ForgeCipher = {
    readonly update: (bytes: ForgeBuffer) => void;
    readonly finish: () => boolean;
    readonly output: ForgeBuffer;
  };
  export const getCipherForPKCS12PBE: (oid: string, parameters: object, password: string) => ForgeCipher;
  export const generatePkcs12Key: (
    password: string,
    salt: ForgeBuffer,
    id: number,
    iterations: number,
    length: number,
    digest: object | null,
  ) => ForgeBuffer;
}

declare module 'node-forge/lib/forge.js' {
  export const asn1: { readonly fromDer: (bytes: string) => object };
  export const util: { readonly createBuffer: (bytes: string) => import('node-forge/lib/pbe.js').ForgeBuffer };
  export const md: Readonly<Record<string, { readonly create: () => object } | undefined>>;
}
