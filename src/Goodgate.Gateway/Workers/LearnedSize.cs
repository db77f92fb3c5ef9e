using Goodgate.Gateway.Fpm.Status;

namespace Goodgate.Gateway.Workers;

/// <summary>
/// The size of a pool whose file is not known, out of its status page. A static pool has as many workers as it may have. Of the others the page tells
/// it at one moment only: when <c>max children reached</c> has risen since the page before, no worker is idle, and there never were more of them than now.
/// </summary>
internal sealed class LearnedSize
{
    private PoolStatus? _before;
    private int _most;

    /// <summary>Most workers; null = not known.</summary>
    public int? Workers { get; private set; }

    /// <summary>True when workers are started as they are needed.</summary>
    public bool IsOnDemand => _before?.ProcessControl == "ondemand";

    /// <summary>Takes the next page.</summary>
    public void Take(PoolStatus status)
    {
        // Its settings may be other ones after a restart or reload.
        if (_before is not null && (status.Started != _before.Started || status.ProcessControl != _before.ProcessControl))
        {
            (_before, _most, Workers) = (null, 0, null);
        }

        _most = Math.Max(_most, status.Total);
        if (status.ProcessControl == "static")
        {
            // A worker that just died is missing until its successor is there: the most that was seen counts.
            Workers = _most > 0 ? _most : null;
        }
        else if (_before is not null && status.MaxChildrenReached > _before.MaxChildrenReached && status.Idle == 0 && status.Total >= _most)
        {
            Workers = status.Total;
        }
        else if (Workers < status.Total)
        {
            // There are more than was thought there could be.
            Workers = null;
        }

        _before = status;
    }
}
