"""The flat parameter layout that all peers share with the driver."""


def split_parameters(flat, widths):
    """Cut flat parameters into one (W, b) pair for each layer, as views.

    The layout is W[1] row-major with shape (n_1, n_0), then b[1], then W[2], and so on. `flat` may have
    leading axes (one row for each seed of a sweep); they stay in front of each block.
    """
    layers = []
    start = 0
    leading = flat.shape[:-1]
    for before, after in zip(widths[:-1], widths[1:]):
        middle = start + after * before
        weight = flat[..., start:middle].reshape(*leading, after, before)
        bias = flat[..., middle : middle + after]
        layers.append((weight, bias))
        start = middle + after
    if start != flat.shape[-1]:
        raise ValueError(f"widths {widths} need {start} parameters, not {flat.shape[-1]}")
    return layers


def in_order(layers):
    """List the blocks of (W, b) pairs in the order in which they are written out."""
    return [block for layer in layers for block in layer]
