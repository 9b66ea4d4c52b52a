namespace GraphGen.Tests.Sessions;

/// <summary>A call that cannot be is refused with what is wrong, and leaves everything as it was.</summary>
public sealed class RefusalTests
{
    private const int Batch = 4;
    private const int Waiting = 3;

    private readonly PartsNet _network = new(seed: 1);
    private readonly PartsNet.Training _session;

    /// <summary>A session with a past: updates, gradients, and a forward pass in frame 1 that waits for its backward pass.</summary>
    public RefusalTests() => _session = Begin(_network);

    public static TheoryData<string> Calls => [.. Wrong(PartsData.Of(Waiting, 5)).Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public void NothingChanges(string call)
    {
        PartsData data = PartsData.Of(Waiting, 5);
        data.Fill(_session);
        Dictionary<string, float[]> before = SessionState.Of(_network, _session);
        float[] outputs = _session.Outputs[1].Values.ToArray(), image = new float[Waiting * 7];
        var (type, parts, action) = Wrong(data)[call];
        Exception exception = Assert.Throws(type, () => action(_session));
        Assert.All(parts, part => Assert.Contains(part, exception.Message));
        SessionState.Same(before, SessionState.Of(_network, _session));
        Assert.Equal(outputs, _session.Outputs[1].Values.ToArray());
        // What waits goes on as if nothing had been.
        PartsNet twin = new(seed: 1);
        using PartsNet.Training clean = Begin(twin);
        Assert.Equal(clean.Backward(data.Targets, frame: 1), _session.Backward(data.Targets, frame: 1));
        clean.ApplyGradients();
        _session.ApplyGradients();
        Assert.Equal(clean.Step(data.Batch), _session.Step(data.Batch));
        SessionState.Same(SessionState.Of(twin, clean), SessionState.Of(_network, _session));
    }

    [Fact]
    public void ABackwardPassIsThereOnce()
    {
        PartsData data = PartsData.Of(Waiting, 5);
        _session.Backward(data.Targets, frame: 1);
        Dictionary<string, float[]> before = SessionState.Of(_network, _session);
        foreach (Action again in (Action[])[
            () => _session.Backward(data.Targets, frame: 1), () => _session.Backward(frame: 1),
            () => data.BackwardFromGradients(_session, frame: 1), () => _session.BackwardFromGradients(frame: 1), () => _session.Backward(data.Targets)])
        {
            Assert.Contains("no forward pass", Assert.Throws<InvalidOperationException>(again).Message);
        }

        SessionState.Same(before, SessionState.Of(_network, _session));
    }

    [Fact]
    public void ADisposedSessionSaysSo()
    {
        _session.Dispose();
        PartsData data = PartsData.Of(Waiting, 5);
        foreach (Action call in (Action[])[
            () => data.Forward(_session), () => _session.Forward(1), () => _session.Backward(data.Targets, frame: 1), () => _session.Backward(frame: 1),
            () => data.BackwardFromGradients(_session, frame: 1), () => _session.BackwardFromGradients(frame: 1), () => _session.Step(data.Batch),
            () => _session.ApplyGradients(), _session.ZeroGradients, () => _session.SetLearningRate(0.1f), () => _session.ReportMetric(1),
            () => _session.SetLossWeight("box", 1f), () => _session.ReadNode("see", new float[Waiting * 17]),
            () => _session.ReadInputGradient("image", new float[Waiting * 7]), () => _session.ReadGradient("label.dense1.bias", new float[4])])
        {
            Assert.Throws<ObjectDisposedException>(call);
        }
    }

    private static Dictionary<string, (Type Type, string[] Parts, Action<PartsNet.Training> Call)> Wrong(PartsData data)
    {
        PartsData many = PartsData.Of(Batch + 1, 6);
        int[] words = [.. data.Words], labels = [.. data.Label];
        words[7] = 9;
        labels[2] = -1;
        Type argument = typeof(ArgumentException), range = typeof(ArgumentOutOfRangeException), operation = typeof(InvalidOperationException);
        return new()
        {
            ["no samples"] = (argument, ["'image'", "multiple of 7", "has 0"], s => s.Forward([], [])),
            ["part of a sample"] = (argument, ["'image'", "multiple of 7", "has 20"], s => s.Forward(data.Image.AsSpan(1), data.Words)),
            ["too many samples"] = (argument, ["at most 4", "'image' has 5"], s => many.Forward(s)),
            ["too many samples in a step"] = (argument, ["at most 4", "'image' has 5"], s => s.Step(many.Batch)),
            ["another count"] = (argument, ["'image'", "14 for 2", "has 21"], s => s.Forward(data.Image, data.Words, count: 2)),
            ["a large count"] = (range, ["1 to 4", "5"], s => s.Forward(many.Image, many.Words, count: 5)),
            ["a negative count"] = (range, ["1 to 4", "-1"], s => s.Forward(data.Image, data.Words, count: -1)),
            ["no count"] = (range, ["1 to 4", "0"], s => s.Forward(0)),
            ["no count in a step"] = (range, ["1 to 4", "0"], s => s.Step(0)),
            ["a large count of ports"] = (range, ["1 to 4", "5"], s => s.Step(5)),
            ["another length of the second input"] = (argument, ["'words'", "15 for 3", "has 14"], s => s.Forward(data.Image, data.Words.AsSpan(1))),
            ["a word too many"] = (argument, ["'words'", "0 to 8", "sample 1", "9"], s => s.Forward(data.Image, words)),
            ["a word too many in a port"] = (argument, ["'words'", "0 to 8", "sample 1", "9"], s => WithPorts(s, () => words.CopyTo(s.Inputs[1].Indices), () => s.Forward(3))),
            ["a word too many in a step"] = (argument, ["'words'", "0 to 8", "sample 1", "9"], s => s.Step(new PartsNet.Batch { Image = data.Image, Words = words, Label = data.Label, Box = data.Box })),
            ["a high frame"] = (range, ["2 frame(s)", "frame 2"], s => data.Forward(s, frame: 2)),
            ["a negative frame"] = (range, ["2 frame(s)", "frame -1"], s => s.Forward(3, frame: -1)),
            ["a high frame backward"] = (range, ["2 frame(s)", "frame 2"], s => s.Backward(data.Targets, frame: 2)),
            ["a high frame of gradients"] = (range, ["2 frame(s)", "frame 2"], s => data.BackwardFromGradients(s, frame: 2)),
            ["a high frame of ports"] = (range, ["2 frame(s)", "frame 2"], s => s.BackwardFromGradients(frame: 2)),
            ["an empty frame"] = (operation, ["Frame 0", "no forward pass"], s => s.Backward(data.Targets)),
            ["an empty frame of gradients"] = (operation, ["Frame 0", "no forward pass"], s => data.BackwardFromGradients(s)),
            ["an empty frame of ports"] = (operation, ["Frame 0", "no forward pass"], s => s.Backward()),
            ["targets of fewer samples"] = (argument, ["'label'", "3 for 3", "has 2"], s => s.Backward(data.Slice(0, 2).Targets, frame: 1)),
            ["another length of the second target"] = (argument, ["'box'", "9 for 3", "has 8"], s => s.Backward(new PartsNet.Targets { Label = data.Label, Box = data.Box.AsSpan(1) }, frame: 1)),
            ["a class below 0"] = (argument, ["'label'", "0 to 3", "sample 2", "-1"], s => s.Backward(new PartsNet.Targets { Label = labels, Box = data.Box }, frame: 1)),
            ["a class below 0 in a port"] = (argument, ["'label'", "0 to 3", "sample 2", "-1"], s => WithPorts(s, () => labels.CopyTo(s.Targets[0].Indices), () => s.Backward(frame: 1))),
            ["a class below 0 in a step"] = (argument, ["'label'", "0 to 3", "sample 2", "-1"], s => s.Step(new PartsNet.Batch { Image = data.Image, Words = data.Words, Label = labels, Box = data.Box })),
            ["a step's target of fewer samples"] = (argument, ["'box'", "9 for 3", "has 8"], s => s.Step(new PartsNet.Batch { Image = data.Image, Words = data.Words, Label = data.Label, Box = data.Box.AsSpan(1) })),
            ["gradients of fewer samples"] = (argument, ["'box'", "9 for 3", "has 8"], s => s.BackwardFromGradients(data.LabelGradient, data.BoxGradient.AsSpan(1), data.FeatureGradient, frame: 1)),
            ["a scale of 0"] = (range, ["above 0"], s => s.ApplyGradients(0f)),
            ["a scale that is none"] = (range, ["finite"], s => s.ApplyGradients(float.NaN)),
            ["an infinite scale"] = (range, ["finite"], s => s.ApplyGradients(float.PositiveInfinity)),
            ["a weight of no loss"] = (typeof(KeyNotFoundException), ["'cox'", "label, box"], s => s.SetLossWeight("cox", 1f)),
            ["a negative weight"] = (range, ["0 or more"], s => s.SetLossWeight("box", -1f)),
            ["a weight that is none"] = (range, ["finite"], s => s.SetLossWeight("box", float.NaN)),
            ["no loss to read"] = (typeof(KeyNotFoundException), ["'cox'", "label, box"], s => _ = s.LastLosses["cox"]),
            ["no parameter"] = (argument, ["'see.dense3.weight'", "see.dense1.weight, see.dense1.bias"], s => s.ReadGradient("see.dense3.weight", new float[1])),
            ["another length of a parameter"] = (argument, ["4 elements", "3"], s => s.ReadGradient("label.dense1.bias", new float[3])),
            ["no value"] = (argument, ["'sea'", "see", "join.bottleneck"], s => s.ReadNode("sea", new float[1])),
            ["another length of a value"] = (argument, ["'see'", "17 element(s)", "51 for the 3", "50"], s => s.ReadNode("see", new float[50])),
            ["no input"] = (argument, ["'picture'", "image, words"], s => s.ReadInputGradient("picture", new float[1])),
            ["an input without a gradient"] = (argument, ["'words'", "Gradient = true"], s => s.ReadInputGradient("words", new float[15])),
            ["another length of an input"] = (argument, ["'image'", "28 for the 4", "27"], s => s.ReadInputGradient("image", new float[27])),
            ["no schedule"] = (typeof(ArgumentNullException), ["schedule"], s => s.SetLearningRate(null!)),
            ["no name"] = (typeof(ArgumentNullException), ["name"], s => s.ReadNode(null!, [])),
        };
    }

    private static PartsNet.Training Begin(PartsNet network)
    {
        PartsNet.Training session = network.CreateTraining(Batch, new Sgd(0.1f, momentum: 0.9), threads: 1, frames: 2);
        PartsData before = PartsData.Of(Batch, 1), waiting = PartsData.Of(Waiting, 5);
        session.Step(before.Batch);
        before.Forward(session);
        session.Backward(before.Targets);
        waiting.Forward(session, frame: 1);
        return session;
    }

    /// <summary>Fills ports wrongly for one call; what lies in them belongs to the caller, and is put back.</summary>
    private static void WithPorts(PartsNet.Training session, Action fill, Action call)
    {
        fill();
        try
        {
            call();
        }
        finally
        {
            PartsData.Of(Waiting, 5).Fill(session);
        }
    }
}
