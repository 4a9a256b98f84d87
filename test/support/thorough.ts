/** Random tests go further where TEST_THOROUGH=1 is set, as in CI; `npm test` alone stays within minutes. */
export const THOROUGH = process.env['TEST_THOROUGH'] === '1';
