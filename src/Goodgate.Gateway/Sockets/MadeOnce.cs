namespace Goodgate.Gateway.Sockets;

/// <summary>A value made when it is first needed, by one thread. Unlike a <see cref="Lazy{T}"/> it keeps no failure: who asks next tries again.</summary>
/// <param name="make">Makes it, or throws.</param>
internal sealed class MadeOnce<T>(Func<T> make)
    where T : class
{
    private readonly Lock _making = new();
    private T? _value;

    /// <summary>The value; throws what making it throws.</summary>
    public T Value => Volatile.Read(ref _value) ?? Make();

    private T Make()
    {
        lock (_making)
        {
            if (_value is null)
            {
                Volatile.Write(ref _value, make());
            }

            return _value!;
        }
    }
}
