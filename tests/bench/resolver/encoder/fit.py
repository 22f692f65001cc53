"""
Teaches the sentence encoder what pages call things and what people say who want them, and writes what has changed.

    python3 fit.py LESSONS.json ADAPTER.bin

LESSONS: {"tokens": {text: ids}, "pages": [[{"step", "names", "places", "right"}]], "phrasebook": [{"names", "phrases"}]},
as `npm run bench -- resolver-fit --write` makes it. ADAPTER: see `agent/model/offline/adapter.ts`. Half an hour a run on
two cores. Deterministic for one machine and version of PyTorch.
"""
import json
import random
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from use import Encoder, names

STEPS = 2600
# Runs whose weights are averaged, which knows more than any of them (Wortsman et al., Model soups, 2022).
SEEDS = (1, 2, 3)
# AdamW's, for what was there and for what is new, with a short way up and a long way down.
RATE, RATE_NEW, WARM_UP = 3e-4, 3e-3, 50
DROPPED, DECAY = 0.1, 0.01
# Texts of the phrasebook and steps of a page that one lesson takes, and how many controls a page may have then.
CONCEPTS, STEPS_OF_PAGE, CONTROLS = 72, 24, 160
# Of the changes as they are written: more gains nothing, 32 loses three points of a hundred.
RANK = 96
PARTS, LONGEST = 64, 48


class Reader(nn.Module):
    """Scores how near a step and a control are: see `nearnessOf` in `agent/model/offline/meaning.ts`."""

    def __init__(self, tokens):
        super().__init__()
        self.tokens = tokens
        self.encoder = Encoder(DROPPED)
        self.parts, self.telling = nn.Linear(512, PARTS), nn.Linear(512, 1)
        nn.init.zeros_(self.telling.weight)
        nn.init.zeros_(self.telling.bias)
        self.counts = nn.Parameter(torch.tensor([8.0, 4.0, 6.0, 3.0, 2.0]))

    def read(self, texts):
        ids = [self.tokens[text][:LONGEST] or [0] for text in texts]
        longest = max(map(len, ids))
        padded = torch.tensor([each + [-1] * (longest - len(each)) for each in ids])
        with torch.autocast('cpu', torch.bfloat16, enabled=self.training):
            whole, each, mask = self.encoder(padded)
        whole, each = whole.float(), each.float()
        parts = F.normalize(self.parts(each), dim=-1) * mask[..., None]
        return whole, parts, mask, self.telling(each)[..., 0].masked_fill(~mask, -1e9).softmax(1)

    def near(self, steps, texts):
        """Cosines of the whole, how much of each step is found in each text, and back."""
        wholes = steps[0] @ texts[0].T
        alike = torch.einsum('ald,bmd->abml', steps[1], texts[1])
        told = alike.masked_fill(~texts[2][None, :, :, None], -1).max(2).values
        back = alike.masked_fill(~steps[2][:, None, None, :], -1).max(3).values
        return wholes, (told * steps[3][:, None]).sum(-1), (back * texts[3][None]).sum(-1)

    def close(self, name, place):
        """All of what `near` gives for the name and for the name with its place."""
        kinds = (name[0], place[0], name[1], place[1], (name[2] + place[2]) / 2)
        return sum(count * kind for count, kind in zip(self.counts, kinds))


def loss_of_page(reader, page):
    some = random.sample(page, min(len(page), STEPS_OF_PAGE))
    if len({text for each in some for text in each['places']}) > CONTROLS:
        some = some[: STEPS_OF_PAGE // 3]
    steps, names, places = (
        {text: i for i, text in enumerate(sorted({text for each in some for text in texts(each)}))}
        for texts in (lambda each: [each['step']], lambda each: each['names'], lambda each: each['places'])
    )
    asked = reader.read(steps)
    by_name, by_place = reader.near(asked, reader.read(names)), reader.near(asked, reader.read(places))
    loss = 0
    for each in some:
        at = steps[each['step']]
        name, place = [names[text] for text in each['names']], [places[text] for text in each['places']]
        scores = reader.close([kind[at][name] for kind in by_name], [kind[at][place] for kind in by_place])
        loss = loss + scores.logsumexp(0) - scores[torch.tensor(each['right'])].logsumexp(0)
    return loss / len(some)


def loss_of_phrasebook(reader, phrasebook):
    """Neighbours, which are hard to tell apart, or any."""
    first = random.randrange(len(phrasebook) - CONCEPTS)
    some = phrasebook[first : first + CONCEPTS] if random.random() < 0.5 else random.sample(phrasebook, CONCEPTS)
    called = [random.choice(each['names']) for each in some]
    near = reader.near(reader.read([random.choice(each['phrases']) for each in some]), reader.read(called))
    close = reader.close(near, near)
    same = torch.tensor([[i != j and a == b for j, b in enumerate(called)] for i, a in enumerate(called)])
    return F.cross_entropy(close.masked_fill(same, -1e9), torch.arange(len(some)))


def fit(lessons, seed):
    random.seed(seed)
    torch.manual_seed(seed)
    reader = Reader(lessons['tokens'])
    new = [each for name, each in reader.named_parameters() if not name.startswith('encoder.')]
    groups = [{'params': list(reader.encoder.parameters()), 'rate': RATE}, {'params': new, 'rate': RATE_NEW}]
    descent = torch.optim.AdamW(groups, weight_decay=DECAY)
    total = 0.0
    for step in range(STEPS):
        for group in descent.param_groups:
            group['lr'] = group['rate'] * min(1, step / WARM_UP) * max(0.05, 1 - step / STEPS)
        loss = loss_of_page(reader, random.choice(lessons['pages'])) + loss_of_phrasebook(reader, lessons['phrasebook'])
        descent.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        descent.step()
        total += loss.item()
        if step % 100 == 99:
            print(f'run {seed}: taught {step + 1} of {STEPS} lessons, loss {total / 100:.2f}', flush=True)
            total = 0.0
    return reader.eval()


def averaged(readers):
    """The first of them, with the mean of their weights."""
    states = [reader.state_dict() for reader in readers]
    readers[0].load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return readers[0]


def write(reader, path):
    """A line of JSON, then for each weight what was added: narrow matrices of bytes where it is a matrix."""
    before, after = Encoder().state_dict(), reader.encoder.state_dict()
    head, body = [], []
    for name, called in names().items():
        change = after[name] - before[name]
        change = change.t() if name.endswith('.weight') and change.dim() == 2 else change
        shape = list(change.shape)
        if change.dim() == 1:
            head.append({'name': called, 'shape': shape})
            body.append(change.numpy())
            continue
        left, strength, right = torch.linalg.svd(change, full_matrices=False)
        rank = min(RANK, len(strength))
        left, right = left[:, :rank] * strength[:rank].sqrt(), right[:rank] * strength[:rank].sqrt()[:, None]
        scales = left.abs().amax(0) / 127, right.abs().amax(1) / 127
        head.append({'name': called, 'shape': shape_in_graph(called, shape), 'rank': rank})
        body += [(scales[0] * scales[1]).numpy(), np_bytes(left / scales[0]), np_bytes(right / scales[1][:, None])]
    own = {
        'parts': reader.parts.weight.t(),
        'shift': reader.parts.bias,
        'telling': reader.telling.weight[0],
        'counts': reader.counts,
    }
    for name, values in own.items():
        head.append({'name': f'own/{name}', 'shape': list(values.shape)})
        body.append(values.detach().contiguous().numpy())
    with open(path, 'wb') as file:
        file.write(json.dumps(head).encode() + b'\n')
        file.writelines(each.tobytes() for each in body)


def shape_in_graph(called, shape):
    return [1, 1, *shape] if called.endswith('kernel/part_0') else shape


def np_bytes(values):
    return np.ascontiguousarray(values.round().numpy().astype(np.int8))


if __name__ == '__main__':
    with open(sys.argv[1]) as file:
        lessons = json.load(file)
    write(averaged([fit(lessons, seed) for seed in SEEDS]), sys.argv[2])
