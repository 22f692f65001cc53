/** Parts of a target's page that others lead to. */
export const PROOF = 'proof'
export const DOCTOR = 'doctor'
export const THIRD_PARTIES = 'third-parties'
