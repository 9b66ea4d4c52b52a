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

    /// <param name="spec">What it is.</param>
    /// <param name="capacity">Samples of one frame.</param>
    /// <param name="fill">Called before somebody looks, or null.</param>
    /// <param name="frames">Copies for the frames of a session; with more than one, what the caller sees is yet another.</param>
    internal Port(PortSpec spec, int capacity, Action? fill = null, int frames = 1)
    {
        _fill = fill;
        _spec = spec;
        ElementsPerSample = spec.ElementsPerSample;
        Capacity = capacity;
        Frames = frames;
        _buffer = new AlignedBuffer((long)capacity * spec.ElementsPerSample * (frames == 1 ? 1 : frames + 1));
    }

    /// <summary>The name.</summary>
    public string Name => _spec.Name;

    /// <summary>The element type.</summary>
    public PortType ElementType => _spec.Type;

    /// <summary>The shape for one sample; empty for one element.</summary>
    public ReadOnlySpan<int> Shape => _spec.Shape;

    /// <summary>The number of elements for one sample.</summary>
    public int ElementsPerSample { get; }

    /// <summary>The most samples it holds: the session's batch size.</summary>
    public int Capacity { get; }

    /// <summary>The elements, sample after sample.</summary>
    /// <exception cref="InvalidOperationException">The port holds integers.</exception>
    public Span<float> Values
    {
        get
        {
            if (ElementType != PortType.Float32)
                throw new InvalidOperationException($"The port '{Name}' holds indices; use {nameof(Indices)}.");
            // Outputs come from the workspace when somebody looks.
            _fill?.Invoke();
            return FrameValues(CallersFrame);
        }
    }

    /// <summary>The indices, sample after sample.</summary>
    /// <exception cref="InvalidOperationException">The port holds numbers.</exception>
    public Span<int> Indices => ElementType == PortType.Int32
        ? MemoryMarshal.Cast<float, int>(FrameValues(CallersFrame))
        : throw new InvalidOperationException($"The port '{Name}' holds numbers; use {nameof(Values)}.");

    internal PortSpec Spec => _spec;

    private int Frames { get; }

    private int CallersFrame => Frames == 1 ? 0 : Frames;

    private int FrameLength => Capacity * ElementsPerSample;

    /// <summary>Whether the caller's memory may stand in for the port's own: where one call needs it no longer than it lasts.</summary>
    internal bool IsLendable => Frames == 1;

    /// <summary>The caller's pinned memory while it stands in for the port's own, or null.</summary>
    internal float* Lent { get; set; }

    /// <summary>The numbers of a frame as kernels see them.</summary>
    internal Tensor<float> Floats(int frame) => new(Lent != null ? Lent : _buffer.Data + (nint)frame * FrameLength, _spec.Rows, _spec.Columns, _spec.Columns);

    /// <summary>The integers of a frame as kernels see them.</summary>
    internal Tensor<int> Integers(int frame) => new((int*)(_buffer.Data + (nint)frame * FrameLength), _spec.Rows, _spec.Columns, _spec.Columns);

    /// <summary>The elements of a frame, whatever their type.</summary>
    internal Span<float> FrameValues(int frame) => _buffer.Span.Slice(frame * FrameLength, FrameLength);

    /// <summary>Brings what the caller filled in to a frame.</summary>
    internal void Keep(int frame, int count)
    {
        if (Frames > 1)
            FrameValues(CallersFrame)[..(count * ElementsPerSample)].CopyTo(FrameValues(frame));
    }

    /// <summary>Checks the length of a caller's span for that many samples.</summary>
    internal void CheckLength(int length, int count)
    {
        if (length != (long)count * ElementsPerSample)
            throw WrongLength(length, count);
    }

    /// <summary>Checks that indices are in range.</summary>
    internal void CheckIndices(ReadOnlySpan<int> indices)
    {
        int classes = _spec.Classes == 0 ? int.MaxValue : _spec.Classes;
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)classes)
                throw new ArgumentException($"'{Name}' takes class indices from 0 to {classes - 1}, but sample {i / ElementsPerSample} has {indices[i]}.", Name);
        }
    }

    /// <summary>What a caller is told whose span has another length.</summary>
    internal ArgumentException WrongLength(int length, int count) =>
        new($"'{Name}' takes {ElementsPerSample} element(s) for each sample, {(long)count * ElementsPerSample} for {count} sample(s), but the span has {length}.", Name);
}
