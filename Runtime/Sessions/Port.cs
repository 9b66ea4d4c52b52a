using System.Runtime.InteropServices;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// An input, target or output of a session, with memory that the session owns: fill it and call without spans, and
/// nothing is copied.
/// </summary>
public sealed unsafe class Port
{
    private readonly PortSpec _spec;
    private readonly AlignedBuffer _buffer;
    private readonly Action? _fill;

    internal Port(PortSpec spec, int capacity, Action? fill = null)
    {
        _fill = fill;
        _spec = spec;
        Capacity = capacity;
        _buffer = new AlignedBuffer((long)capacity * spec.ElementsPerSample);
    }

    /// <summary>The name.</summary>
    public string Name => _spec.Name;

    /// <summary>The element type.</summary>
    public PortType ElementType => _spec.Type;

    /// <summary>The shape for one sample; empty for one element.</summary>
    public ReadOnlySpan<int> Shape => _spec.Shape;

    /// <summary>The number of elements for one sample.</summary>
    public int ElementsPerSample => _spec.ElementsPerSample;

    /// <summary>The most samples it holds: the session's batch size.</summary>
    public int Capacity { get; }

    /// <summary>The elements, sample after sample.</summary>
    /// <exception cref="InvalidOperationException">The port holds integers.</exception>
    public Span<float> Values
    {
        get
        {
            if (ElementType != PortType.Float32)
                throw new InvalidOperationException($"The port '{Name}' holds class indices; use {nameof(Indices)}.");
            // Outputs come from the workspace when somebody looks.
            _fill?.Invoke();
            return _buffer.Span;
        }
    }

    /// <summary>The class indices, sample after sample.</summary>
    /// <exception cref="InvalidOperationException">The port holds numbers.</exception>
    public Span<int> Indices => ElementType == PortType.Int32
        ? MemoryMarshal.Cast<float, int>(_buffer.Span)
        : throw new InvalidOperationException($"The port '{Name}' holds numbers; use {nameof(Values)}.");

    internal PortSpec Spec => _spec;

    internal Tensor<float> Floats => new(_buffer.Data, _spec.Rows, _spec.Columns, _spec.Columns);

    internal Tensor<int> Integers => new((int*)_buffer.Data, _spec.Rows, _spec.Columns, _spec.Columns);

    /// <summary>Checks the length of a caller's span for that many samples.</summary>
    internal void CheckLength(int length, int count)
    {
        if (length != (long)count * ElementsPerSample)
            throw new ArgumentException($"'{Name}' takes {ElementsPerSample} element(s) for each sample, {(long)count * ElementsPerSample} for {count} sample(s), but the span has {length}.", Name);
    }

    /// <summary>Checks that class indices are in range.</summary>
    internal void CheckIndices(ReadOnlySpan<int> indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)_spec.Classes)
                throw new ArgumentException($"'{Name}' takes class indices from 0 to {_spec.Classes - 1}, but sample {i / ElementsPerSample} has {indices[i]}.", Name);
        }
    }
}
