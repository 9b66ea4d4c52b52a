"""The networks of graphs.py: what Runtime.Tests/Graphs/GoldenNetworks*.cs say in GraphGen's language."""
import torch
from torch.nn import functional as F

from graph_layers import SAMPLES, answers, classes, cross_entropy, divergence, numbers, shares, sides, single

# Each network: inputs (and which of them want a gradient), targets, a function from graph and inputs to outputs and the
# values that losses look at, and the losses with their weights.

def concat():
    def forward(g, image, words):
        see = g.node("see", torch.tanh(g.dense("see.dense1", image, 17)))
        read = g.node("read", F.relu(g.dense("read.dense1", words, 5)))
        join = g.dense("join.dense1", torch.cat([see, words, read, see], -1), 3)
        return {"join": g.node("join", join)}

    return dict(inputs=dict(image=numbers(7), words=numbers(4)), wanted=["words"], targets=dict(join=numbers(3)), forward=forward,
                losses=dict(join=F.mse_loss))


def concat_ranks():
    def forward(g, picture, sequence):
        p = torch.tanh(g.dense("draw.dense1", picture, 7))
        pictures = g.dense("paint.dense1", torch.cat([p, picture[..., :7], p * 2], 1), 4)
        s = torch.tanh(g.dense("tell.dense1", sequence, 18))
        sequences = g.dense("read.dense1", torch.cat([sequence, s], -1), 4)
        return {"pictures": pictures, "sequences": sequences}

    return dict(inputs=dict(picture=numbers(2, 3, 9), sequence=numbers(3, 5)), wanted=["picture", "sequence"],
                targets=dict(paint=numbers(6, 3, 4), read=numbers(3, 4)), forward=forward,
                losses=dict(paint=F.mse_loss, read=F.mse_loss), looks=dict(paint="pictures", read="sequences"))


def two_losses():
    def forward(g, left, right):
        trunk = F.elu(g.dense("trunk.dense1", left, 19)) + torch.sigmoid(g.dense("other.dense1", right, 19))
        return {"label": g.dense("label.dense1", trunk, 4), "box": g.dense("box.dense1", trunk, 3)}

    return dict(inputs=dict(left=numbers(6), right=numbers(3)), targets=dict(label=classes(4), box=numbers(3)), forward=forward,
                losses=dict(label=lambda x, t: cross_entropy(x, t, 0.1), box=lambda x, t: F.huber_loss(x, t, delta=0.5)),
                weights=dict(label=1.0, box=0.5), changed=dict(label=0.25, box=2.0), optimizer="nesterov")


def consumers():
    def forward(g, x):
        a = g.node("first", torch.tanh(g.dense("first.dense1", x, 18)))
        b = F.relu(g.dense("body.dense1", a, 18)) + a
        c = b * a - torch.sigmoid(b) * 0.5
        return {"value": g.dense("last.dense1", c + b * b, 3), "middle": b}

    return dict(inputs=dict(x=numbers(5)), wanted=["x"], targets=dict(last=numbers(3)), forward=forward,
                losses=dict(last=F.mse_loss), looks=dict(last="value"))


def same_twice():
    def forward(g, x):
        a = torch.tanh(g.dense("first.dense1", x, 17))
        rows = g.dense("rows.dense1", x, 12).reshape(-1, 3, 4)
        gram = rows @ rows.transpose(-1, -2)
        b = torch.cat([a + a, a * a, a - a], -1) + torch.cat([a, a, a], -1) * 0.5
        return {"one": g.dense("one.dense1", b, 3), "two": g.dense("two.dense1", gram, 2)}

    return dict(inputs=dict(x=numbers(6)), wanted=["x"], targets=dict(one=numbers(3), two=numbers(3, 2)), forward=forward,
                losses=dict(one=F.mse_loss, two=F.mse_loss))


def shared():
    def see(g, x, call):
        return g.node("see" + call, torch.tanh(g.dense("see.dense2", F.silu(g.dense("see.dense1", x, 20)), 9)))

    def forward(g, left, right):
        d = see(g, left, "") - see(g, right, "#2")
        return {"same": g.dense("same.dense1", d * d, 1)}

    return dict(inputs=dict(left=numbers(7), right=numbers(7)), wanted=["left"], targets=dict(same=answers(1)), forward=forward,
                losses=dict(same=F.binary_cross_entropy_with_logits))


def recurrent():
    def forward(g, x):
        h = torch.tanh(g.dense("begin.dense1", x, 17))
        for call in range(3):
            h = g.node("advance" + ("" if call == 0 else f"#{call + 1}"), torch.tanh(g.dense("advance.dense1", h, 17, bias=False)))
        finish = g.dense("finish.dense1", h, 2)
        return {"output": 2 * finish, "finish": finish}

    return dict(inputs=dict(x=numbers(4)), targets=dict(finish=numbers(2)), forward=forward, losses=dict(finish=F.mse_loss),
                outputs=["output"])


def broadcast():
    def forward(g, matrix, row):
        m = torch.tanh(g.dense("wide.dense1", matrix, 18))
        r = g.dense("long.dense1", row, 18)[:, None]
        c = torch.sigmoid(g.dense("tall.dense1", matrix, 1))
        s = g.dense("one.dense1", row, 1)[:, None]
        x = (m + r) * c - s
        y = (s - x) * (c - m) + (r * m) + c * (s + r)
        z = -y * 0.5 + 2 - (1 - y) * m + (3 - 0.25 * c) - 1.5
        return {"last": g.dense("last.dense1", z, 2)}

    return dict(inputs=dict(matrix=numbers(3, 5), row=numbers(4)), wanted=["matrix", "row"], targets=dict(last=numbers(3, 2)),
                forward=forward, losses=dict(last=F.mse_loss))


def axes():
    def forward(g, cube):
        c = torch.tanh(g.dense("lift.dense1", cube, 18))                # 2, 3, 18
        a = c[..., 3:10]                                                # 2, 3, 7
        b = c[:, :, 1:2, :]                                             # 2, 1, 18
        d = c[:, 1:2]                                                   # 1, 3, 18
        t = a.transpose(-1, -2) * 0.5                                   # 2, 7, 3
        u = a.transpose(1, 2) + 0                                       # 3, 2, 7
        v = a.transpose(1, 3)                                           # 7, 3, 2
        sums = (b + d).sum(1) + c.sum(2).mean(1)[:, None, :]            # 3, 18
        means = t.mean(-1) * u.mean(1)                                  # 2, 7
        largest = v.max(1)[0] + c.max(-1)[0].transpose(1, 2)            # 3, 2
        tops = c.max(2)[0]                                              # 2, 18
        return {"sums": g.dense("sums.dense1", sums, 2), "means": g.dense("means.dense1", means, 2),
                "largest": g.dense("largest.dense1", largest, 2), "scalar": tops.sum(-1).mean(-1, keepdim=True)}

    return dict(inputs=dict(cube=numbers(2, 3, 5)), wanted=["cube"],
                targets=dict(sums=numbers(3, 2), means=numbers(2, 2), largest=numbers(3, 2), scalar=numbers(1)), forward=forward,
                losses=dict(sums=F.mse_loss, means=F.mse_loss, largest=F.mse_loss, scalar=F.mse_loss),
                weights=dict(sums=1.0, means=1.0, largest=1.0, scalar=0.125))


def attention():
    def forward(g, words):
        q, k, v = (g.dense(f"{name}.dense1", words, 6, bias=name != "key") for name in ("query", "key", "value"))
        attended = torch.softmax(q @ k.transpose(-1, -2) * 0.4, -1) @ v
        return {"answer": g.dense("answer.dense1", (attended + v).mean(1), 3)}

    return dict(inputs=dict(words=numbers(5, 7)), wanted=["words"], targets=dict(answer=classes(3)), forward=forward,
                losses=dict(answer=cross_entropy))


def heads():
    def forward(g, words, mask):
        q, k, v = (g.dense(f"{name}.dense1", words, 10, bias=name != "key").reshape(-1, 4, 2, 5).transpose(1, 2)
                   for name in ("query", "key", "value"))
        scores = torch.softmax((q @ k.transpose(-1, -2)) + mask[:, None], -1)
        joined = (scores @ v).transpose(1, 2).flatten(1)
        return {"join": g.dense("join.dense1", joined, 3)}

    return dict(inputs=dict(words=numbers(4, 6), mask=numbers(4, 4)), wanted=["words", "mask"], targets=dict(join=shares(3)),
                forward=forward, losses=dict(join=divergence))


def blocks():
    def residual(g, name, x, width):
        return F.relu(g.dense(f"{name}.body.dense2", F.relu(g.dense(f"{name}.body.dense1", x, width)), 17) + x)

    def gate(g, name, x, y, width):
        return torch.sigmoid(g.dense(f"{name}.open.dense1", y, width)) * g.dense(f"{name}.pass.dense1", x, width)

    def pair(g, name, x, inner, outer):
        x = residual(g, f"{name}.residual1", x, inner)
        x = torch.tanh(g.dense(f"{name}.dense1", x, 17))
        for i in range(2):
            x = residual(g, f"{name}.residual2.{i}", x, outer)
        return x

    def forward(g, x, y):
        x = g.node("start", torch.tanh(g.dense("start.dense1", x, 17)))
        for i in range(2):
            x = residual(g, f"stage.residual1.{i}", x, 6)
        x = g.node("stage", torch.tanh(residual(g, "stage.residual2", x, 4)))
        for i in range(2):
            x = gate(g, f"mix.gate1.{i}", x, y, 9)
        x = g.node("mix", F.relu(x))
        x = g.dense("deep.dense1", x, 17)
        x = g.node("deep", pair(g, "deep.pair1", x, 3, 4))
        return {"last": g.node("last", g.dense("last.dense1", x, 2))}

    return dict(inputs=dict(x=numbers(4), y=numbers(3)), wanted=["x", "y"], targets=dict(last=numbers(2)), forward=forward,
                losses=dict(last=F.mse_loss))


def frozen_prefix():
    def forward(g, image, other):
        fixed = torch.tanh(g.dense("fixed.dense2", F.relu(g.dense("fixed.dense1", image, 17, frozen=True)), 9, frozen=True))
        return {"head": g.dense("head.dense1", torch.cat([fixed, other], -1), 2)}

    return dict(inputs=dict(image=numbers(6), other=numbers(3)), targets=dict(head=numbers(2)), forward=forward,
                losses=dict(head=F.mse_loss), optimizer="adam")


def frozen_middle():
    def forward(g, image):
        x = torch.tanh(g.dense("first.dense1", image, 17))
        x = torch.tanh(g.dense("middle.dense1", x, 18, frozen=True))
        for name in ("dense1", "dense2"):
            x = F.relu(g.dense(f"middle.inner1.body.{name}", x, 18, frozen=True))
        return {"last": g.dense("last.dense1", x, 2)}

    return dict(inputs=dict(image=numbers(6)), wanted=["image"], targets=dict(last=numbers(2)), forward=forward,
                losses=dict(last=F.mse_loss), optimizer="nesterov")


def every_loss():
    def forward(g, x):
        t = torch.tanh(g.dense("trunk.dense1", x, 18))
        y = {name: g.dense(f"{name}.dense1", t, units) for name, units in UNITS.items()}
        y["steps"] = g.dense("steps.dense1", t, 12).reshape(-1, 3, 4)
        y["kinds"] = g.dense("kinds.dense1", t, 12).reshape(-1, 3, 4)
        return y

    UNITS = dict(label=4, soft=4, yes=3, rare=3, square=3, line=3, bent=17, shares=4, margin=3, own=17)
    return dict(
        inputs=dict(x=numbers(6)), forward=forward,
        targets=dict(label=classes(4), soft=shares(4), yes=answers(3), rare=single(torch.rand(SAMPLES, 3)), square=numbers(3),
                     line=numbers(3), bent=numbers(17), shares=shares(4), margin=sides(3), own=numbers(17), steps=classes(4, 3),
                     kinds=shares(3, 4)),
        losses=dict(
            label=cross_entropy, soft=lambda x, t: cross_entropy(x, t, 0.2), yes=F.binary_cross_entropy_with_logits,
            rare=lambda x, t: F.binary_cross_entropy_with_logits(x, t, pos_weight=torch.tensor(2.5, dtype=x.dtype)),
            square=F.mse_loss, line=F.l1_loss, bent=lambda x, t: F.huber_loss(x, t, delta=0.5), shares=divergence,
            margin=lambda x, t: F.relu(1 - t * x).mean(), own=lambda x, t: (torch.sqrt(1 + (x - t) ** 2) - 1).mean(),
            steps=cross_entropy, kinds=divergence),
        weights=dict(label=1, soft=0.5, yes=2, rare=0.25, square=1.5, line=0.75, bent=1.25, shares=3, margin=0.5, own=4, steps=0.5,
                     kinds=2),
        optimizer="sgd")


def pointwise():
    def softsign(x):
        return x / (1 + x.abs())

    functions = [F.relu, lambda x: F.leaky_relu(x, 0.1), lambda x: F.elu(x, 0.7), F.selu, F.gelu, F.silu, torch.sigmoid, torch.tanh,
                 F.softplus, lambda x: torch.softmax(x, -1), softsign, lambda x: x * x * x]

    def forward(g, x):
        a = g.dense("first.dense1", x, 19)
        y = softsign(g.dense("own.dense1", a, 19))
        for function in functions:
            y = y + function(a) * 0.5
        return {"last": g.dense("last.dense1", y, 3)}

    return dict(inputs=dict(x=numbers(6)), wanted=["x"], targets=dict(last=numbers(3)), forward=forward, losses=dict(last=F.mse_loss))


def inner_loss():
    """A loss whose value flows on, and that Graph does not return."""
    def forward(g, x):
        guess = g.dense("guess.dense1", torch.tanh(g.dense("trunk.dense1", x, 17)), 4)
        last = g.dense("last.dense1", torch.tanh(guess * 2), 3)
        return {"last": last, "guess": guess}

    return dict(inputs=dict(x=numbers(6)), wanted=["x"], targets=dict(guess=classes(4), last=numbers(3)), forward=forward,
                losses=dict(guess=cross_entropy, last=F.mse_loss), weights=dict(guess=0.5, last=1.0), outputs=["last"])


def given_gradients():
    """No loss: the caller gives the gradients of the outputs, one of which is used again."""
    def forward(g, x):
        low = F.gelu(g.dense("low.dense1", x, 17))
        high = g.dense("high.dense1", low * low, 3)
        return {"low": low, "high": high}

    return dict(inputs=dict(x=numbers(6)), wanted=["x"], targets={}, forward=forward, losses={},
                given=dict(low=numbers(17), high=numbers(3)))


def direct():
    """Operations on inputs themselves, whose rows are not padded; no parameters at all."""
    def forward(g, a, b, c, d):
        lifted = a.reshape(-1, 15)[:, 1:14]
        return {
            "product": a @ b, "turned": b.transpose(-1, -2) @ a.transpose(-1, -2), "soft": torch.softmax(a, -1) - c,
            "mixed": (a * c + d[:, None]) * a.max(-1, keepdim=True)[0][:, 1:2] - a.sum(1)[:, None] * 0.5,
            "joined": torch.cat([d, d, torch.tanh(d), c.mean(1)], -1),
            "flat": lifted * lifted, "one": (c * c).sum(-1).max(-1, keepdim=True)[0]}

    shapes = dict(product=(3, 4), turned=(4, 3), soft=(3, 5), mixed=(3, 5), joined=(20,), flat=(13,), one=(1,))
    return dict(inputs=dict(a=numbers(3, 5), b=numbers(5, 4), c=numbers(3, 5), d=numbers(5)), wanted=["a", "b", "c", "d"],
                targets={name: numbers(*shape) for name, shape in shapes.items()}, forward=forward,
                losses={name: F.mse_loss for name in shapes})


def embedding():
    """Word 7 never comes, others come often: their gradients are sums over both calls."""
    def forward(g, words, others):
        read = g.node("read", g.embedding("read.embedding1", words, 9, 17).mean(1))
        other = g.node("read#2", g.embedding("read.embedding1", others, 9, 17).mean(1))
        fixed = g.embedding("fixed.embedding1", words, 12, 3, frozen=True).flatten(1)
        return {"answer": g.dense("answer.dense1", torch.cat([read - other, fixed], -1), 3)}

    def words(length):
        return torch.tensor([w + (w == 7) for w in torch.randint(8, (SAMPLES * length,)).tolist()]).reshape(SAMPLES, length)

    return dict(inputs=dict(words=words(6), others=words(4)), targets=dict(answer=classes(3)), forward=forward,
                losses=dict(answer=cross_entropy))


NETWORKS = [concat, concat_ranks, two_losses, consumers, same_twice, shared, recurrent, broadcast, axes, attention, heads, blocks,
            frozen_prefix, frozen_middle, every_loss, pointwise, inner_loss, given_gradients, embedding, direct]
