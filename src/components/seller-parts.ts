/** The files that the results of the page of a seller are spread over: few, and each small enough for a reader of one seller. */
export const sellerParts = 32;

/** The file that holds the results of a seller. */
export const findPart = (seller: number) => seller % sellerParts;

/** Such as "07.json.gz". */
export const namePart = (part: number) => `${String(part).padStart(2, "0")}.json.gz`;
