/** Before the underscore of the id of a batch of documents. Apart from the contract's schemas, so that the window may ask. */
export const batchPrefix = 'bd';

/** Whether an id names a batch of documents, and nothing else that is kept. */
export const isBatchId = (of: string): boolean => of.startsWith(`${batchPrefix}_`);
