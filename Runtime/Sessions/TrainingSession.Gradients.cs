using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>Gradients that the caller gives to outputs, and takes from inputs.</summary>
public abstract unsafe partial class TrainingSession
{
    private readonly OutputGradient[] _outputGradients;
    private readonly Tensor<float>[] _inputGradients;
    private readonly List<Tensor<float>> _innerGradients = [];
    private Port[]? _outputGradientPorts;
    private int _innerGradientFrame = -1;

    /// <summary>The frame and the samples of the last backward pass; negative if there was none, or its frame has been used again.</summary>
    private int _inputGradientFrame = -1;
    private int _inputGradientCount;

    /// <summary>The gradients of the outputs for <see cref="BackwardFromGradients"/>, with memory of the session's own.</summary>
    public IReadOnlyList<Port> OutputGradients => _outputGradientPorts ??= Array.ConvertAll(_outputGradients, gradient => gradient.Port);

    /// <summary>The backward pass of a frame's forward pass from what lies in <see cref="OutputGradients"/>, in place of losses. Gradients add to those there are.</summary>
    /// <param name="frame">The frame of the forward pass.</param>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it has had its backward pass; the session is in a call.</exception>
    public void BackwardFromGradients(int frame = 0)
    {
        int count = CountOfFrame(frame);
        using Call call = Enter(count, frame);
        for (int i = 0; i < _outputGradients.Length; i++)
        {
            if (_outputGradients[i].Tensor.Data is not null)
                CopyOutputGradient(i, _outputGradients[i].Port.Values[..(count * _outputGradients[i].Port.ElementsPerSample)]);
        }

        RunBackwardFromGradients();
    }

    /// <summary>
    /// Copies the gradient of an input, as the last backward pass left it: of that pass alone, not accumulated. It is there until
    /// the frame of that pass is used again.
    /// </summary>
    /// <param name="name">The input's name; it must have been declared with <c>[Input(…, Gradient = true)]</c>.</param>
    /// <param name="destination">Receives as many elements as the samples of that pass have.</param>
    /// <exception cref="ArgumentException">There is no such input, its gradient is not computed, or the length is another.</exception>
    /// <exception cref="InvalidOperationException">
    /// The session is in a call or has been disposed; there was no backward pass yet, or a forward pass has taken its place.
    /// </exception>
    public void ReadInputGradient(string name, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(name);
        CheckIdle();
        // Not Array.FindIndex: its closure would be allocated for each look.
        int index = Layout.Inputs.Length - 1;
        while (index >= 0 && Layout.Inputs[index].Name != name)
            index--;
        if (index < 0)
            throw new ArgumentException($"There is no input '{name}'. The network has {string.Join(", ", Layout.Inputs.Select(known => known.Name))}.", nameof(name));
        if (_inputGradients[index].Data is null)
            throw new ArgumentException($"The gradient of the input '{name}' is not computed. Declare it as [Input(…, Gradient = true)].", nameof(name));
        if (_inputGradientFrame < 0)
            throw new InvalidOperationException($"The input '{name}' has no gradient yet, or a forward pass has taken its place. Run a backward pass first.");
        int frame = Frame;
        Select(_inputGradientFrame);
        try
        {
            ReadTensor(_inputGradients[index], name, destination, _inputGradientCount, "backward pass");
        }
        finally
        {
            Select(frame);
        }
    }

    /// <summary>Used by emitted code: the tensor of an output's gradient that no loss leaves.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> OutputGradient(int index) => _outputGradients[index].Own();

    /// <summary>Used by emitted code: the same under another shape.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Tensor<float> OutputGradient(int index, int rows, int columns) =>
        new(_outputGradients[index].Own().Data, rows, columns, Tensor<float>.PaddedColumns(columns));

    /// <summary>Used by emitted code: says where the gradient of an output goes.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindOutputGradient(int index, Tensor<float> tensor) => _outputGradients[index].Tensor = tensor;

    /// <summary>Used by emitted code: says where a loss leaves its gradient that belongs to no output.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindInnerGradient(Tensor<float> tensor)
    {
        if (_innerGradientFrame != Frame)
            _innerGradients.Clear();
        _innerGradientFrame = Frame;
        _innerGradients.Add(tensor);
    }

    /// <summary>Used by emitted code: says which tensor <see cref="ReadInputGradient"/> reads.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void BindInputGradient(int index, Tensor<float> tensor) => _inputGradients[index] = tensor;

    /// <summary>Used by emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CopyOutputGradient(int index, ReadOnlySpan<float> values) => _outputGradients[index].Set(values, Region.Count);

    /// <summary>The gradients of the inputs are those of the present frame.</summary>
    private void SetInputGradients()
    {
        _inputGradientFrame = Frame;
        _inputGradientCount = Region.Count;
    }

    /// <summary>A forward pass writes over what the frame held.</summary>
    private void ForgetInputGradients()
    {
        if (_inputGradientFrame == Frame)
            _inputGradientFrame = -1;
    }

    /// <summary>With losses, outputs without one have no gradient.</summary>
    private void ClearOutputGradients()
    {
        foreach (OutputGradient gradient in _outputGradients)
            gradient.Clear();
    }

    /// <summary>Without losses, what they would leave inside the network is nothing.</summary>
    private void ClearInnerGradients()
    {
        foreach (Tensor<float> tensor in _innerGradients)
            new Span<float>(tensor.Data, Region.Count * tensor.Rows * tensor.Stride).Clear();
    }
}
