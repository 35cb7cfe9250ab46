"""What a worker is told to do, and what is to be done after one was lost."""

import msgspec

from pipeline.run.blocks import Block, Fault


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a block: the documents from ``start`` up to ``stop``.

    ``alone``: one document at a time, since one of them ended a worker. ``suspect``: this one document has; it
    is left out when it does so again, since the first worker may have been killed by somebody else. ``skip``: why the
    documents are not to be tried at all. ``idle`` counts workers that were lost before they began.
    """

    block: Block
    start: int
    stop: int
    alone: bool = False
    suspect: bool = False
    skip: Fault | None = None
    idle: int = 0

    @property
    def whole(self) -> bool:
        """Whether it is all of the block."""
        return self.start == 0 and self.stop == self.block.documents


def order_of(block: Block) -> Order:
    """Make the order to do a block."""
    return Order(block=block, start=0, stop=block.documents)


def after_loss(order: Order, at: tuple[int, int] | None, fault: Fault, *, certain: bool) -> list[Order]:
    """Say what to do after a worker was lost.

    Args:
        order: What it was doing.
        at: The position and number of the documents that it was at; None if it had not begun.
        fault: What happened.
        certain: Whether the documents are to blame for sure (a time limit), not somebody else.

    Returns:
        Orders that together do what is left: the documents before and after as usual, those it was at
        one by one, and one that is guilty not at all.
    """
    if at is None:
        return [msgspec.structs.replace(order, idle=order.idle + 1)]
    start, count = at
    stop = min(start + count, order.stop)
    if count > 1:
        middle = Order(block=order.block, start=start, stop=stop, alone=True)
    elif certain or order.suspect:
        middle = Order(block=order.block, start=start, stop=stop, skip=fault)
    else:
        middle = Order(block=order.block, start=start, stop=stop, alone=True, suspect=True)
    before = Order(block=order.block, start=order.start, stop=start, alone=order.alone)
    after = Order(block=order.block, start=stop, stop=order.stop, alone=order.alone)
    return [o for o in (before, middle, after) if o.start < o.stop]
