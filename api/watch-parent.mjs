// Ends this process in order when the one that started it is gone, however it went: kill -9 on npm or on boot.mjs
// must leave nothing running.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 500).unref()
