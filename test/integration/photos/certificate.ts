// Made for these tests alone, and good for nothing else: the key of a server that calls itself photos.test.
const pem = (what: string, base64: string): string => `-----BEGIN ${what}-----\n${base64}\n-----END ${what}-----\n`;

export const TEST_KEY = pem(
  'PRIVATE KEY',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgVWrgiQMH33HmP5lqyfEug2pur9pMo+rOhbHUEuhLDcKhRANCAASTl7byTyXz514BSq5dft6V/IS/HAJVOuLOgxVXizdHPg8pW5gPWsKVDFPuusxz+QH+JP3zRYe7o9HIvnIsNNnZ',
);
/** Signed by itself, for photos.test, until 2120. */
export const TEST_CERTIFICATE = pem(
  'CERTIFICATE',
  'MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtwaG90b3MudGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UEAwwLcGhvdG9zLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASTl7byTyXz514BSq5dft6V/IS/HAJVOuLOgxVXizdHPg8pW5gPWsKVDFPuusxz+QH+JP3zRYe7o9HIvnIsNNnZo0owSDAPBgNVHRMBAf8EBTADAQH/MBYGA1UdEQQPMA2CC3Bob3Rvcy50ZXN0MB0GA1UdDgQWBBT5Al58gFoX6kRjvSoBAFaaeXLa/zAKBggqhkjOPQQDAgNJADBGAiEAlR1D3dcUBwWDhT/St37hYl6bN8HHZiffS47zTKYdQdkCIQD4V7BOwh9cutnjSuzh3KUhTnPkvnp/N1RUBZF7BlOOaw==',
);
