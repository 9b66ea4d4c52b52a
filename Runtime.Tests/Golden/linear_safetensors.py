"""A safetensors file of torch.nn.Linear layers, written without GraphGen and without the safetensors package.

Run:  /usr/bin/python3 Runtime.Tests/Golden/linear_safetensors.py Runtime.Tests/Golden/linear.safetensors
Give a second file to check that it holds the same names, and to print its shapes and sums:  ... OUT OTHER
"""
import json
import struct
import sys
import torch


def write(path, state):
    # As the reference implementation does it: larger element types first, then by name; no blanks; padded to 8.
    header, data = {}, b""
    for name in sorted(state):
        raw = state[name].contiguous().numpy().astype("<f4").tobytes()
        header[name] = dict(dtype="F32", shape=list(state[name].shape), data_offsets=[len(data), len(data) + len(raw)])
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    length, = struct.unpack_from("<Q", content)
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__", None)
    result, end = {}, 0
    for name, info in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, stop = info["data_offsets"]
        assert begin == end and info["dtype"] == "F32" and (8 + length) % 8 == 0
        result[name] = torch.frombuffer(bytearray(content[8 + length + begin:8 + length + stop]), dtype=torch.float32).reshape(info["shape"])
        end = stop
    assert 8 + length + end == len(content)
    return result


net = torch.nn.ModuleDict(dict(dense1=torch.nn.Linear(3, 5), dense2=torch.nn.Linear(5, 40)))
with torch.no_grad():
    net["dense1"].weight.copy_((torch.arange(15) * 0.5 - 3).reshape(5, 3))
    net["dense2"].bias.copy_(torch.arange(40) * -0.25)
    net["dense1"].bias.fill_(1)
    net["dense2"].weight.copy_(torch.arange(200).reshape(40, 5))
write(sys.argv[1], net.state_dict())
for path in sys.argv[1:]:
    other = read(path)
    net.load_state_dict(other)
    print(path, {name: (list(value.shape), float(value.sum())) for name, value in other.items()})
