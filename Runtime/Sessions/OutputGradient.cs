namespace GraphGen.CompilerServices;

/// <summary>The gradient of an output: a port for the caller, and where the backward pass reads it.</summary>
internal sealed unsafe class OutputGradient(PortSpec spec, int capacity)
{
    private Port? _port;
    private AlignedBuffer? _own;
    private bool _isSet;

    /// <summary>What the caller fills; it costs memory when somebody asks for it first.</summary>
    public Port Port => _port ??= new Port(spec, capacity);

    /// <summary>Where the backward pass reads it: memory of its own, or where a loss leaves its gradient. Null if nothing reads it.</summary>
    public Tensor<float> Tensor { get; set; }

    /// <summary>Padded memory of its own, zero until the caller sets it.</summary>
    public Tensor<float> Own()
    {
        int stride = Tensor<float>.PaddedColumns(spec.Columns);
        _own ??= new AlignedBuffer((long)capacity * spec.Rows * stride);
        return new Tensor<float>(_own.Data, spec.Rows, spec.Columns, stride);
    }

    public void Set(ReadOnlySpan<float> values, int count)
    {
        Tensor<float> tensor = Tensor;
        for (int row = 0; row < count * tensor.Rows; row++)
        {
            Span<float> to = new(tensor.Data + (nint)row * tensor.Stride, tensor.Stride);
            values.Slice(row * tensor.Columns, tensor.Columns).CopyTo(to);
            to[tensor.Columns..].Clear();
        }

        _isSet = true;
    }

    /// <summary>Makes memory of its own zero again; a loss writes its gradient anew anyway.</summary>
    public void Clear()
    {
        if (_isSet)
            _own?.Span.Clear();
        _isSet = false;
    }
}
