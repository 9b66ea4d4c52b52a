using GraphGen.CompilerServices;

namespace GraphGen.Tests.Sessions;

/// <summary>
/// A network as the compiler would emit it: y = x·Wᵀ + b with a squared or a class target, over plain loops that keep to
/// their parts. Wide enough that rows, columns and weight blocks can all be cut.
/// </summary>
internal sealed class TinyNetwork(ulong seed = 0, int inputs = TinyNetwork.Inputs, int outputs = TinyNetwork.Outputs)
    : Network(new NetworkLayout("TinyNetwork",
    [
        ParameterSpec.Panels("dense1.weight", outputs: outputs, inputs: inputs, Initializer.GlorotUniform, scale: 1f, trainable: true),
        ParameterSpec.Vector("dense1.bias", length: outputs, Initializer.Ones, scale: 0.5f, trainable: true),
    ]), seed)
{
    public const int Inputs = 230;
    public const int Outputs = 74;

    public TinyTraining CreateTraining(int batchSize, int threads = 1, bool classes = false, Optimizer? optimizer = null) =>
        new(this, batchSize, optimizer ?? new Sgd(0.05f), threads, classes);

    public TinyInference CreateInference(int batchSize = 1, int threads = 1) => new(this, batchSize, threads);

    public float[] Values(string name)
    {
        Parameter parameter = Parameters.Single(parameter => parameter.Name == name);
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        return values;
    }
}

/// <summary>Lets a test stop a worker in a stage, or make it fail there.</summary>
internal interface IHook
{
    void At(int stage, int worker);
}

internal sealed class TinyInference : InferenceSession
{
    private static readonly SessionLayout s_session = new(
        inputs: [new PortSpec("input", PortType.Float32, [TinyNetwork.Inputs])],
        targets: [],
        outputs: [new PortSpec("output", PortType.Float32, [TinyNetwork.Outputs])],
        losses: [],
        nodes: [],
        workspaceFloatsPerSample: 80,
        stages: [new Stage("dense1 forward", RowSplit.Samples, 0, 3, 2 * TinyNetwork.Inputs * TinyNetwork.Outputs, 4 * TinyNetwork.Inputs * TinyNetwork.Outputs, 4 * TinyNetwork.Inputs)],
        dependencies: [],
        barriers: []);

    private Tensor<float> _input, _dense1;
    private PanelMatrix _weight;
    private ParameterVector _bias;

    internal TinyInference(Network network, int batchSize, int threads) : base(network, s_session, batchSize, threads, logits: false) => Bind();

    protected override void Bind()
    {
        _input = Input(0);
        _weight = Panels(0);
        _bias = Vector(1);
        _dense1 = Workspace(offset: 0, rows: 1, columns: TinyNetwork.Outputs);
        BindOutput(0, _dense1);
    }

    public IHook? Hook { get; set; }

    public void Run(ReadOnlySpan<float> input, Span<float> output, int count = 0)
    {
        count = CountOf(input.Length, count, TinyNetwork.Inputs);
        CheckInput(0, input.Length, count, TinyNetwork.Inputs);
        CheckOutput(0, output.Length, count, TinyNetwork.Outputs);
        using var call = Enter(count);
        CopyInput(0, input);
        RunForward();
        CopyOutput(0, output);
    }

    protected override void ForwardPass(ref Worker w)
    {
        Hook?.At(0, w.Index);
        Loops.Forward(w.Part(0), _input, _weight, _bias, _dense1);
    }

    protected override void LinkPass(ref Worker w)
    {
    }
}

internal sealed class TinyTraining : TrainingSession
{
    private readonly bool _classes;
    private Tensor<float> _input, _dense1, _gradient, _loss, _values;
    private Tensor<int> _indices;
    private PanelMatrix _weight, _weightGradient;
    private ParameterVector _bias, _biasGradient;

    internal TinyTraining(Network network, int batchSize, Optimizer optimizer, int threads, bool classes)
        : base(network, LayoutOf(classes), batchSize, optimizer, threads, frames: 1)
    {
        _classes = classes;
        Bind();
    }

    protected override void Bind()
    {
        _input = Input(0);
        if (_classes)
            _indices = TargetIndices(0);
        else
            _values = TargetValues(0);
        _weight = Panels(0);
        _bias = Vector(1);
        _weightGradient = PanelsGradient(0);
        _biasGradient = VectorGradient(1);
        _dense1 = Workspace(offset: 0, rows: 1, columns: TinyNetwork.Outputs);
        _gradient = Workspace(offset: 80, rows: 1, columns: TinyNetwork.Outputs);
        _loss = Loss(0);
        BindOutput(0, _dense1);
    }

    public IHook? Hook { get; set; }

    /// <summary>The global indices of the first samples of all calls.</summary>
    public List<long> FirstSamples { get; } = [];

    public static SessionLayout LayoutOf(bool classes) => new(
        inputs: [new PortSpec("input", PortType.Float32, [TinyNetwork.Inputs])],
        targets: [classes ? new PortSpec("target", PortType.Int32, [], classes: TinyNetwork.Outputs) : new PortSpec("target", PortType.Float32, [TinyNetwork.Outputs])],
        outputs: [new PortSpec("output", PortType.Float32, [TinyNetwork.Outputs])],
        losses: [new LossSpec("loss", rows: 1, divisor: classes ? 1 : TinyNetwork.Outputs, weight: 1f)],
        nodes: [],
        workspaceFloatsPerSample: 160,
        stages:
        [
            new Stage("dense1 forward", RowSplit.Samples, 0, 3, 2 * TinyNetwork.Inputs * TinyNetwork.Outputs, 4 * TinyNetwork.Inputs * TinyNetwork.Outputs, 4 * TinyNetwork.Inputs),
            new Stage("loss", RowSplit.Samples, 0, 1, 10 * TinyNetwork.Outputs, 0, 8 * TinyNetwork.Outputs),
            new Stage("dense1 parameters", RowSplit.Blocks, TinyNetwork.Inputs, 3, 2 * TinyNetwork.Inputs * TinyNetwork.Outputs, 4 * TinyNetwork.Inputs * TinyNetwork.Outputs, 4 * (TinyNetwork.Inputs + TinyNetwork.Outputs)),
        ],
        dependencies:
        [
            new Dependency(0, 1, RowsAgree: true, ColumnsAgree: false),
            new Dependency(0, 2, RowsAgree: false, ColumnsAgree: true),
            new Dependency(1, 2, RowsAgree: false, ColumnsAgree: false),
        ],
        barriers: [1, 2]);

    public float Step(ReadOnlySpan<float> input, ReadOnlySpan<float> target, int count = 0)
    {
        count = CountOf(input.Length, count, TinyNetwork.Inputs);
        CheckInput(0, input.Length, count, TinyNetwork.Inputs);
        CheckTarget(0, target, count);
        using var call = Enter(count);
        CopyInput(0, input);
        CopyTarget(0, target);
        return RunStep();
    }

    public float Step(ReadOnlySpan<float> input, ReadOnlySpan<int> target, int count = 0)
    {
        count = CountOf(input.Length, count, TinyNetwork.Inputs);
        CheckInput(0, input.Length, count, TinyNetwork.Inputs);
        CheckTarget(0, target, count);
        using var call = Enter(count);
        CopyInput(0, input);
        CopyTarget(0, target);
        return RunStep();
    }

    protected override void ForwardPass(ref Worker w)
    {
        if (w.Index == 0 && FirstSamples.Count < FirstSamples.Capacity)
            FirstSamples.Add(w.FirstSample);
        Hook?.At(0, w.Index);
        Loops.Forward(w.Part(0), _input, _weight, _bias, _dense1);
    }

    protected override void LossPass(ref Worker w)
    {
        w.Sync(0);
        Hook?.At(1, w.Index);
        Loops.Loss(w.Part(1), w.Count, _dense1, _classes, _indices, _values, _loss, _gradient);
    }

    protected override void BackwardPass(ref Worker w)
    {
        w.Sync(1);
        Hook?.At(2, w.Index);
        Loops.Parameters(w.Part(2), w.Count, _input, _gradient, _weightGradient, _biasGradient);
        Update(ref w, 2, parameter: 0);
        Update(ref w, 2, parameter: 1);
    }
}
