"""How an ONNX graph is written down, operator by operator. Nothing here knows the model."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

_FUSED: Final = "com.microsoft"
# Old enough for every onnxruntime that the project allows; set, because `onnx` may be newer.
_OPSET: Final = 18
_IR_VERSION: Final = 9


class Nodes:
    """A graph in the making. Values go by name; an empty name is an input left out."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def constant(self, array: NDArray[np.generic]) -> str:
        """Keep an array in the graph; its name."""
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, operator: str, *inputs: str, **attributes: float) -> str:
        """Apply a standard operator; its one output."""
        return self._append(operator, inputs, 1, "", attributes)[0]

    def add_many(self, operator: str, *inputs: str, outputs: int) -> list[str]:
        """Apply a standard operator; its several outputs."""
        return self._append(operator, inputs, outputs, "", {})

    def fused(self, operator: str, *inputs: str, **attributes: float) -> str:
        """Apply one of onnxruntime's own operators; its first output."""
        return self._append(operator, inputs, 1, _FUSED, attributes)[0]

    def name_output(self, value: str, name: str) -> None:
        """Give a value the name under which the graph hands it out."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))

    def model(
        self, name: str, sources: Sequence[ValueInfoProto], result: ValueInfoProto
    ) -> ModelProto:
        """Finish the model."""
        graph = helper.make_graph(self._nodes, name, list(sources), [result], self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _append(
        self,
        operator: str,
        inputs: tuple[str, ...],
        outputs: int,
        domain: str,
        attributes: dict[str, Any],  # make_node mixes them with arguments of other types
    ) -> list[str]:
        number = len(self._nodes)
        names = [f"{operator}_{number}_{place}" for place in range(outputs)]
        node = helper.make_node(operator, inputs, names, domain=domain, **attributes)
        self._nodes.append(node)
        return names
