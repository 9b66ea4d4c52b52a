using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// A neural network: its parameters and running statistics, nothing else. Declare one by <see cref="NetworkAttribute"/> on a partial class; the
/// compiler emits the rest. Sessions train it and run it.
/// </summary>
public abstract partial class Network
{
    private readonly Parameter[] _parameters;
    private readonly Parameter[] _buffers;

    /// <summary>Used by emitted code: allocates the parameters and draws their initial values.</summary>
    /// <param name="layout">The parameters.</param>
    /// <param name="seed">The seed; the same seed gives the same bits everywhere.</param>
    protected Network(NetworkLayout layout, ulong seed)
    {
        if (layout is null)
            throw new InvalidOperationException("The declaration of this network has errors; see the compiler's messages.");
        Name = layout.Name;
        Seed = seed;
        Guard = new AccessGuard(layout.Name);
        Store = new ParameterStore(layout);
        _parameters = Array.ConvertAll(Store.Segments, segment => new Parameter(this, segment));
        _buffers = Array.ConvertAll(Store.State[Store.Segments.Length..], segment => new Parameter(this, segment));
        foreach (Segment segment in Store.State)
        {
            float[] values = new float[segment.Count];
            int[] shape = segment.Spec.Shape;
            Initialization.Fill(segment.Spec.Initializer, segment.Spec.Scale, Initialization.FanIn(shape), Initialization.FanOut(shape), seed, segment.Spec.Name, values);
            segment.Write(Store.Buffer.Span, values);
        }
    }

    /// <summary>The parameters, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The running statistics, such as <c>batchnorm1.running_mean</c>: tensors that are saved with the network, but not trained.</summary>
    public IReadOnlyList<Parameter> Buffers => _buffers;

    internal string Name { get; }

    internal ulong Seed { get; }

    internal AccessGuard Guard { get; }

    internal ParameterStore Store { get; }

    /// <summary>Copies all parameters and running statistics to another instance of the same network, without allocating.</summary>
    /// <param name="other">The instance that takes them over; sessions on it see them from their next call on.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> is another kind of network, or this one.</exception>
    /// <exception cref="InvalidOperationException">Either network is in use by another call.</exception>
    public void CopyTo(Network other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.GetType() != GetType() || ReferenceEquals(other, this))
            throw new ArgumentException($"Parameters are copied to another instance of '{GetType().Name}', but this is {(ReferenceEquals(other, this) ? "the same instance" : $"a '{other.GetType().Name}'")}.", nameof(other));
        Guard.EnterRead();
        try
        {
            other.Guard.EnterWrite();
            Store.Buffer.Span.CopyTo(other.Store.Buffer.Span);
            other.Guard.ExitWrite();
        }
        finally
        {
            Guard.ExitRead();
        }
    }
}
