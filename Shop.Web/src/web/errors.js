// What went wrong, in the words the pages know: `reason` is a key of the texts, `details` are sentences for the visitor.
export class ShopError extends Error {
  constructor(status, reason, details = []) {
    super(`${status} ${reason}`);
    this.status = status;
    this.reason = reason;
    this.details = details;
  }
}
