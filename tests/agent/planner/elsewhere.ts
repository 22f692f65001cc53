import { planBurst } from '../../../agent/planner/plan-burst.ts'

/** A process of another place and language, which plans what it is asked and prints it. */
process.stdout.write(JSON.stringify(planBurst(JSON.parse(process.argv[2] ?? ''))))
