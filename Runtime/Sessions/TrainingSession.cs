using System.ComponentModel;
using GraphGen.CompilerServices;

namespace GraphGen;

/// <summary>
/// Trains a network: forward, backward and the optimizer's update in one call, or its parts one by one. While it works, nobody
/// else may use the network.
/// </summary>
public abstract unsafe partial class TrainingSession : Session
{
    private readonly Port[] _targets;
    private readonly AlignedBuffer[] _losses;
    private readonly float[] _lossWeights;
    private readonly OptimizerState _optimizer;
    private readonly int[] _frameCounts;
    private readonly Optimizer _description;
    private AlignedBuffer? _gradients;
    private Passes _passes;
    private bool _updates;
    private bool _hasGradients;
    private long _samples;

    /// <summary>Used by emitted code.</summary>
    protected TrainingSession(Network network, SessionLayout layout, int batchSize, Optimizer optimizer, int threads, int frames)
        : base(network, layout, batchSize, threads, frames)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _description = optimizer;
        _targets = Array.ConvertAll(layout.Targets, spec => new Port(spec, batchSize));
        _gradients = new AlignedBuffer(network.Store.ParameterLength);
        _losses = Array.ConvertAll(layout.Losses, loss => new AlignedBuffer((long)loss.Rows * batchSize));
        _lossWeights = Array.ConvertAll(layout.Losses, loss => loss.Weight);
        _optimizer = optimizer.CreateState(network.Store.Segments, network.Store.ParameterLength);
        _frameCounts = new int[frames];
        _outputGradients = new OutputGradient[layout.Outputs.Length];
        for (int i = 0; i < _outputGradients.Length; i++)
            _outputGradients[i] = new OutputGradient(layout.Outputs[i], batchSize);
        _inputGradients = new Tensor<float>[layout.Inputs.Length];
        LastLosses = new LossValues(layout.Losses);
    }

    /// <summary>What the parts of a step run.</summary>
    private enum Passes
    {
        All,
        Forward,
        Backward,
        BackwardFromGradients,
    }

    /// <summary>The targets, with memory of the session's own.</summary>
    public IReadOnlyList<Port> Targets => _targets;

    /// <summary>The number of updates made.</summary>
    public long Steps { get; private set; }

    /// <summary>The number of samples seen by forward passes.</summary>
    public long Samples => _samples;

    /// <summary>The weighted mean loss of the last step or backward pass.</summary>
    public float LastLoss { get; private set; }

    /// <summary>The mean loss of each layer method that ends in one, without its weight, of the last step or backward pass.</summary>
    public LossValues LastLosses { get; }

    /// <summary>The gradients in the kernels' own layout: for sums and norms; see <see cref="ReadGradient"/> for one by name.</summary>
    /// <exception cref="ObjectDisposedException">The session has been disposed.</exception>
    public ReadOnlySpan<float> Gradients
    {
        get
        {
            ObjectDisposedException.ThrowIf(_gradients is null, this);
            return _gradients.Span;
        }
    }

    /// <summary>One step on what lies in <see cref="Session.Inputs"/> and <see cref="Targets"/>, in place of gradients that have accumulated.</summary>
    /// <param name="count">The number of samples, from 1 to the batch size.</param>
    /// <returns>The weighted mean loss over the samples of this step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    /// <exception cref="ArgumentException">An index is out of range.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, the network is in use, or has no loss.</exception>
    public float Step(int count)
    {
        CheckCount(count);
        CheckHasLoss();
        CheckInputPorts(count);
        CheckIndices(_targets, count);
        using Call call = Enter(count);
        KeepInputPorts(count);
        float loss = RunStep();
        FillOutputPorts();
        return loss;
    }

    /// <summary>The forward pass on what lies in <see cref="Session.Inputs"/>; a backward pass of the same frame may follow.</summary>
    /// <param name="count">The number of samples, from 1 to the batch size.</param>
    /// <param name="frame">Where its values are kept.</param>
    /// <inheritdoc cref="Step(int)" path="/exception"/>
    public void Forward(int count, int frame = 0)
    {
        CheckCount(count);
        CheckInputPorts(count);
        using Call call = Enter(count, frame);
        KeepInputPorts(count);
        RunForward();
        FillOutputPorts();
    }

    /// <summary>The losses of a frame's forward pass with what lies in <see cref="Targets"/>, and the backward pass from them. Gradients add to those there are.</summary>
    /// <param name="frame">The frame of the forward pass.</param>
    /// <returns>The weighted mean loss over its samples.</returns>
    /// <exception cref="ArgumentException">An index is out of range.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass, or it has had its backward pass; the network has no loss; the session is in a call.</exception>
    public float Backward(int frame = 0)
    {
        CheckHasLoss();
        int count = CountOfFrame(frame);
        CheckIndices(_targets, count);
        using Call call = Enter(count, frame);
        return RunBackward();
    }

    /// <summary>Makes all gradients zero, so that the next backward pass begins anew.</summary>
    /// <exception cref="InvalidOperationException">The session is in a call, or has been disposed.</exception>
    public void ZeroGradients()
    {
        CheckIdle();
        _gradients!.Span.Clear();
        _hasGradients = false;
    }

    /// <summary>The weight of a loss in the total; the attribute's <c>Weight</c> until it is changed.</summary>
    /// <param name="loss">The loss's name, see <see cref="LastLosses"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no such loss.</exception>
    public float GetLossWeight(string loss) => _lossWeights[LastLosses.IndexOf(loss)];

    /// <summary>Changes the weight of a loss in the total, from the next backward pass on.</summary>
    /// <param name="loss">The loss's name, see <see cref="LastLosses"/>.</param>
    /// <param name="weight">A finite number of 0 or more.</param>
    /// <exception cref="KeyNotFoundException">There is no such loss.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, or has been disposed.</exception>
    public void SetLossWeight(string loss, float weight)
    {
        int index = LastLosses.IndexOf(loss);
        if (!(weight is >= 0f and <= float.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight of a loss must be a finite number of 0 or more.");
        CheckIdle();
        _lossWeights[index] = weight;
    }

    /// <summary>Copies the gradient of a parameter, in its public layout.</summary>
    /// <param name="name">The parameter's name, such as <c>dense1.weight</c>.</param>
    /// <param name="destination">Receives as many elements as the parameter has.</param>
    /// <exception cref="ArgumentException">There is no such parameter, or the length is another.</exception>
    /// <exception cref="InvalidOperationException">The session is in a call, or has been disposed.</exception>
    public void ReadGradient(string name, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(name);
        CheckIdle();
        foreach (Segment segment in Network.Store.Segments)
        {
            if (segment.Spec.Name != name)
                continue;
            if (destination.Length != segment.Count)
                throw new ArgumentException($"The gradient of '{name}' has {segment.Count} elements, but the span has {destination.Length}.", nameof(destination));
            segment.Read(Gradients, destination);
            return;
        }

        throw new ArgumentException($"There is no parameter '{name}'. The network has {string.Join(", ", Network.Store.Segments.Select(segment => segment.Spec.Name))}.", nameof(name));
    }

    private protected sealed override int KindOfCall => (int)_passes;

    private protected sealed override void RunPasses(ref Worker w)
    {
        if (_passes is Passes.All or Passes.Forward)
            ForwardPass(ref w);
        if (_passes is Passes.All or Passes.Backward)
            LossPass(ref w);
        if (_passes is not Passes.Forward)
            BackwardPass(ref w);
    }

    private protected sealed override void ReleaseMemory() => _gradients = null;

    private void CheckHasLoss()
    {
        if (_losses.Length == 0)
            throw new InvalidOperationException("The network has no loss. Give a layer method one, or call Forward, BackwardFromGradients and ApplyGradients.");
    }

    /// <summary>One running chain in ascending sample order for each loss, in double precision.</summary>
    private float MeanLoss(int count)
    {
        double total = 0;
        for (int i = 0; i < _losses.Length; i++)
        {
            LossSpec loss = Layout.Losses[i];
            double sum = 0;
            for (int row = 0; row < count * loss.Rows; row++)
                sum += _losses[i].Data[row];
            double mean = sum / ((double)count * loss.Divisor);
            LastLosses.Set(i, (float)mean);
            total += _lossWeights[i] * mean;
        }

        return (float)total;
    }
}
