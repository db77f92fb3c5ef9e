namespace Goodgate.Caching;

/// <summary>Makes requests that look like those of a web site: the same ones for the same seed, on every machine.</summary>
internal sealed class Trace
{
    private const int Catalogue = 100_000;

    private readonly TraceShape _shape;
    private readonly Random _random;
    private readonly double[] _upTo = new double[Catalogue];
    private readonly int[] _byRank = new int[Catalogue];
    private int _wonders = Catalogue;
    private int _crawler;
    private double _moves;

    public Trace(TraceShape shape, int seed)
    {
        (_shape, _random) = (shape, new Random(seed));
        var sum = 0.0;
        for (var rank = 0; rank < Catalogue; rank++)
        {
            sum += 1 / Math.Pow(rank + 1, shape.Skew);
            _upTo[rank] = sum;
            _byRank[rank] = rank;
        }

        // Popularity has nothing to do with the place in the catalogue.
        _random.Shuffle(_byRank);
    }

    public List<Request> Take(int count)
    {
        var requests = new List<Request>(count);
        for (var i = 0; i < count; i++)
        {
            Move(count);
            requests.Add(Next());
        }

        return requests;
    }

    private Request Next()
    {
        var kind = _random.NextDouble();
        if (kind < _shape.Wonders)
        {
            return Of(_wonders++);
        }

        if (kind < _shape.Wonders + _shape.Scans)
        {
            _crawler = (_crawler + 1) % Catalogue;
            return Of(_crawler);
        }

        var at = Array.BinarySearch(_upTo, _random.NextDouble() * _upTo[^1]);
        return Of(_byRank[Math.Min(at < 0 ? ~at : at, Catalogue - 1)]);
    }

    // A page that becomes popular changes places with one that was.
    private void Move(int count)
    {
        _moves += _shape.Drift * Catalogue / count;
        while (_moves >= 1)
        {
            _moves--;
            var (one, other) = (_random.Next(Catalogue), (int)(Catalogue * Math.Pow(_random.NextDouble(), 3)));
            (_byRank[one], _byRank[other]) = (_byRank[other], _byRank[one]);
        }
    }

    // Log-normal about a median of 12 KiB, as pages of web sites are, with a long tail; it follows from the page alone.
    private static Request Of(int page)
    {
        var random = new Random(page * 7919);
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return new Request(page, (int)Math.Clamp(12 * 1024 * Math.Exp(1.1 * normal), 300, 4 * 1024 * 1024));
    }
}
