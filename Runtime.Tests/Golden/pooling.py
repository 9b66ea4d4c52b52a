"""The networks of pooling.json: what Runtime.Tests/Graphs/GoldenPooling.cs says in GraphGen's language."""
import torch
from torch.nn import functional as F

from graph_layers import classes, cross_entropy, numbers


def over_time(pool, x, *arguments, **named):
    return pool(x.transpose(1, 2), *arguments, **named).transpose(1, 2)


def pools():
    def forward(g, picture):
        # Many zeros: of equal values the first takes the gradient.
        x = F.relu(picture)
        turned = torch.tanh(picture)
        return {
            "largest": F.max_pool2d(x, 2),
            "rounded": F.max_pool2d(x, 3, 2, 1, ceil_mode=True),
            "spread": F.max_pool2d(x, (2, 3), 1, 0, (2, 2)) * 2,
            "mean": F.avg_pool2d(turned, 2),
            "padded": F.avg_pool2d(turned, 3, 2, 1, ceil_mode=True),
            "inside": F.avg_pool2d(turned, (2, 3), 2, 1, count_include_pad=False),
            "overall": turned.mean((2, 3)),
            "highest": F.adaptive_max_pool2d(x, 1).flatten(1),
        }

    shapes = dict(largest=(3, 3, 4), rounded=(3, 4, 5), spread=(3, 5, 4), mean=(3, 3, 4), padded=(3, 4, 5), inside=(3, 4, 4),
                  overall=(3,), highest=(3,))
    return dict(inputs=dict(picture=numbers(3, 7, 8)), wanted=["picture"], targets={}, forward=forward, losses={},
                given={name: numbers(*shape) for name, shape in shapes.items()})


def enlarged():
    def forward(g, picture):
        x = torch.tanh(picture)
        return {
            "framed": F.pad(x, (3, 0, 1, 2)),
            "doubled": F.interpolate(x, scale_factor=2, mode="nearest"),
            "smooth": F.relu(F.interpolate(x, scale_factor=3, mode="bilinear", align_corners=False)),
        }

    return dict(inputs=dict(picture=numbers(2, 4, 3)), wanted=["picture"], targets={}, forward=forward, losses={},
                given=dict(framed=numbers(2, 7, 6), doubled=numbers(2, 8, 6), smooth=numbers(2, 12, 9)))


def over_steps():
    def forward(g, steps):
        x = torch.tanh(g.dense("first.dense1", steps, 18))
        return {
            "largest": over_time(F.max_pool1d, x, 3, 2, 1),
            "direct": over_time(F.max_pool1d, steps, 2, ceil_mode=True),
            "mean": over_time(F.avg_pool1d, x, 2, ceil_mode=True),
            "inside": over_time(F.avg_pool1d, x, 3, 2, 1, count_include_pad=False),
            "overall": x.mean(1),
            "highest": x.max(1).values,
        }

    return dict(inputs=dict(steps=numbers(9, 5)), wanted=["steps"], targets={}, forward=forward, losses={},
                given=dict(largest=numbers(5, 18), direct=numbers(5, 5), mean=numbers(5, 18), inside=numbers(5, 18), overall=numbers(18),
                           highest=numbers(18)))


def small_vgg():
    def forward(g, image):
        x = F.relu(g.convolution("low.conv2d1", image, 5, 3, padding=1))
        x = F.relu(g.convolution("low.conv2d2", x, 16, 3, padding=1))
        low = g.node("low", F.max_pool2d(x, 2))
        x = F.relu(g.convolution("high.conv2d1", low, 7, 3, padding=1))
        x = g.convolution("high.conv2d2", x, 17, 3, padding=1)
        high = g.node("high", F.relu(F.max_pool2d(x, 2, ceil_mode=True)))
        x = F.relu(g.dense("label.dense1", high.flatten(1), 19))
        return {"label": g.dense("label.dense2", x, 4), "mean": g.dense("mean.dense1", high.mean((2, 3)), 3)}

    return dict(inputs=dict(image=numbers(3, 10, 8)), wanted=["image"], targets=dict(label=classes(4), mean=numbers(3)), forward=forward,
                losses=dict(label=cross_entropy, mean=F.mse_loss))


NETWORKS = [pools, enlarged, over_steps, small_vgg]
