/** Every burst of the workspace, the newest first. */
export function BurstList() {
  return <p className="p-6">Bursts</p>
}
