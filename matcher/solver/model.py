"""The solver's model, without the old names of its methods.

The library binds some sixty of them to each model. That takes longer than to copy a small one, and ties the
model into a cycle, which keeps it and its memory until Python looks through all there is.
"""

from ortools.sat.python import cp_model


class Model(cp_model.CpModel):
    """A model that is gone when nobody needs it."""

    def _add_pre_pep8_methods(self) -> None:
        """None are added. Where the library renames this, models are as they were, and slower."""

    def clone(self) -> "Model":
        """Another like it."""
        made = Model()
        made.proto.copy_from(self.proto)
        made.rebuild_constant_map()
        return made
