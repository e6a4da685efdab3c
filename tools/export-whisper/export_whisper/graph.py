"""A thin layer over onnx.helper: nodes are named as they are made, and weights are added where they are used."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save_model

OPSET = 20
IR_VERSION = 10
CONTRIB = "com.microsoft"

FLOAT = TensorProto.FLOAT
INT8 = TensorProto.INT8
UINT8 = TensorProto.UINT8
INT64 = TensorProto.INT64


class Graph:
    """One ONNX graph under construction."""

    def __init__(self, name: str):
        self.name = name
        self._nodes, self._weights, self._inputs, self._outputs = [], {}, [], []
        self._count = 0

    def input(self, name: str, kind: int, shape: list) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, value: str, name: str, kind: int, shape: list) -> None:
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def weight(self, name: str, array: np.ndarray) -> str:
        if name not in self._weights:
            self._weights[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def floats(self, *values: float) -> str:
        return self._constant(np.array(values, np.float32), len(values) == 1)

    def ints(self, *values: int) -> str:
        return self.weight("ints_" + "_".join(str(v).replace("-", "m") for v in values), np.array(values, np.int64))

    def _constant(self, array: np.ndarray, scalar: bool) -> str:
        name = "floats_" + "_".join(repr(float(v)).replace("-", "m") for v in array)
        return self.weight(name, array.reshape(()) if scalar else array)

    def op(self, kind: str, *inputs: str, **attributes) -> str:
        return self.ops(kind, 1, *inputs, **attributes)[0]

    def ops(self, kind: str, outputs: int, *inputs: str, domain: str = "", **attributes) -> list[str]:
        self._count += 1
        names = [f"{kind}_{self._count}_{i}" for i in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, f"{kind}_{self._count}", domain=domain, **attributes))
        return names

    def save(self, path) -> None:
        graph = helper.make_graph(self._nodes, self.name, self._inputs, self._outputs, list(self._weights.values()))
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        save_model(helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION), path)
