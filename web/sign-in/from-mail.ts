/** True for the fragment of a mail's link, which leads to the front page where the address list of Supabase is short. */
export const isFromMail = (hash: string) => /(^|&)(access_token|error_code)=/.test(hash)
