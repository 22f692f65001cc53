/** The only screen that can be seen without a session. */
export function SignInPage() {
  return <h1 className="p-6 text-28">Sign in</h1>
}
