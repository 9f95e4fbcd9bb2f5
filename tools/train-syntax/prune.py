"""Cut a trained student down to fewer units a layer and direction: the least useful go, and what they gave is regressed on those kept."""
import torch

RIDGE = 1e-5  # keeps the covariance of units that move together invertible
AT_ONCE = 4   # units dropped between two looks at all of them


def chosen(cov, following, width, kept_width):
    """The units kept, of 2 * width (both directions), by backward elimination: each time those go whose loss is least, in
    what the layers that follow (rows: their weights) are given, after the others are regressed on."""
    keep, left = list(range(2 * width)), [width, width]
    while len(keep) > 2 * kept_width:
        at = torch.tensor(keep)
        inner = cov[at][:, at] + RIDGE * torch.eye(len(at), dtype=cov.dtype)
        inverse = torch.linalg.inv(inner)
        loss = ((following @ (inverse @ cov[at]).T) ** 2).sum(0) / inverse.diagonal()
        for place, unit in enumerate(keep):
            if left[unit // width] <= kept_width:
                loss[place] = float("inf")
        for place in sorted(torch.topk(-loss, AT_ONCE).indices.tolist(), reverse=True):
            side = keep[place] // width
            if left[side] > kept_width:
                left[side] -= 1
                keep.pop(place)
    return keep


def fold(state, names, hidden, keep):
    """What follows reads the kept units only, and what the others let it expect."""
    mean = hidden.mean(0)
    cov = (hidden - mean).T @ (hidden - mean) / len(hidden)
    inner = cov[keep][:, keep] + RIDGE * torch.eye(len(keep), dtype=cov.dtype)
    regression = torch.linalg.solve(inner, cov[keep])  # kept x all
    for name in names:
        weight = state[name + ".weight"].double()
        state[name + ".bias"] = (state[name + ".bias"].double() + weight @ (mean - regression.T @ mean[keep])).float()
        state[name + ".weight"] = (weight @ regression.T).float()


def cut(model, batches, kept_width):
    """A student of kept_width, to be trained on. batches: (word, gram, shape, length) of some 50,000 words."""
    width, layers = model.s["width"], model.s["layers"]
    state = {name: value.clone() for name, value in model.state_dict().items()}
    hidden = [[] for _ in range(layers)]
    model.eval()
    with torch.no_grad():
        for batch in batches:
            inside = torch.arange(batch[0].shape[1])[None] < batch[3][:, None]
            for place, out in zip(hidden, model.hidden(*batch)[1:]):
                place.append(out[inside])
        for i, parts in enumerate(hidden):
            names = ["layer.%d" % (i + 1)] if i + 1 < layers else ["out", "tag"]
            units = torch.cat(parts).double()
            following = torch.cat([state[name + ".weight"] for name in names]).double()
            keep = chosen(torch.cov(units.T, correction=0), following, width, kept_width)
            fold(state, names, units, keep)
            rows = [(3 * side + gate) * width + unit % width for side in range(2) for gate in range(3)
                    for unit in keep if unit // width == side]
            for part in (".weight", ".bias"):
                state["layer.%d" % i + part] = state["layer.%d" % i + part][rows]
    small = type(model)({**model.s, "width": kept_width})
    small.load_state_dict(state)
    return small
