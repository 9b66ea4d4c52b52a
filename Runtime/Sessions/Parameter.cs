using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>A named tensor of a network, a parameter or a running statistic, read and written in its public layout, PyTorch's.</summary>
public sealed class Parameter
{
    private readonly Network _network;
    private readonly Segment _segment;

    internal Parameter(Network network, Segment segment)
    {
        _network = network;
        _segment = segment;
    }

    /// <summary>The name, such as <c>dense1.weight</c>.</summary>
    public string Name => _segment.Spec.Name;

    /// <summary>The shape; a dense layer's weight is [outputs, inputs].</summary>
    public ReadOnlySpan<int> Shape => _segment.Spec.Shape;

    /// <summary>The number of elements.</summary>
    public int Count => _segment.Count;

    /// <summary>Whether training changes it.</summary>
    public bool IsTrainable => _segment.Spec.Trainable;

    /// <summary>Copies the elements, row-major.</summary>
    /// <param name="destination">Receives <see cref="Count"/> elements.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    /// <exception cref="InvalidOperationException">The network is being changed by another call.</exception>
    public void Read(Span<float> destination)
    {
        Check(destination.Length, nameof(destination));
        _network.Guard.EnterRead();
        try
        {
            _segment.Read(_network.Store.Buffer.Span, destination);
        }
        finally
        {
            _network.Guard.ExitRead();
        }
    }

    /// <summary>Replaces the elements, row-major.</summary>
    /// <param name="source">The <see cref="Count"/> new elements.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    /// <exception cref="InvalidOperationException">The network is in use by another call.</exception>
    public void Write(ReadOnlySpan<float> source)
    {
        Check(source.Length, nameof(source));
        _network.Guard.EnterWrite();
        try
        {
            _segment.Write(_network.Store.Buffer.Span, source);
        }
        finally
        {
            _network.Guard.ExitWrite();
        }
    }

    private void Check(int length, string argument)
    {
        if (length != Count)
            throw new ArgumentException($"'{Name}' has {Count} elements, [{string.Join(", ", _segment.Spec.Shape)}], but the span has {length}.", argument);
    }
}
