using Generator.Tests.RandomStacks.Drawing;
using Generator.Tests.RandomStacks.Model;
using GraphGen;
using GraphGen.CompilerServices;

namespace Generator.Tests.RandomStacks.Running;

/// <summary>Puts one emitted network to the test.</summary>
internal sealed class Trial(DrawnNetwork drawn, Type type, Counts counts)
{
    private readonly Unit _unit = drawn.Network;
    private readonly int _capacity = 2 + drawn.Seed % 5;
    private readonly List<string> _faults = [];

    /// <summary>The faults found; empty if all is well.</summary>
    public static IReadOnlyList<string> Run(DrawnNetwork drawn, Type type, Counts counts)
    {
        Trial trial = new(drawn, type, counts);
        try
        {
            trial.Run();
        }
        catch (Exception exception)
        {
            trial._faults.Add($"It throws {exception}");
        }

        return trial._faults;
    }

    private bool HasDropout => AllUnits.SelectMany(unit => unit.Stacks).SelectMany(stack => stack.Layers).Any(layer => layer is { Kind: "Dropout", Number: > 0 });

    private IEnumerable<Unit> AllUnits => _unit.Blocks.Append(_unit);

    private void Run()
    {
        int count = 1 + drawn.Seed % _capacity;
        Sample before = new(_unit, seed: 1000, _capacity), sample = new(_unit, seed: 2000, count);
        Evaluation still = Evaluation.Of(_unit, sample);
        if (still.Outputs.Concat(still.Named.Values).Any(values => values.Any(value => !(Math.Abs(value) < 1e3))))
        {
            counts.CountWild();
            return;
        }

        Network network = Sessions.Network(type);
        Compare("parameters", still.Parameters.Select(parameter => $"{parameter.Key}[{string.Join(", ", parameter.Value.Shape)}] {parameter.Value.IsTrainable}"),
            network.Parameters.Select(parameter => $"{parameter.Name}[{string.Join(", ", parameter.Shape.ToArray())}] {parameter.IsTrainable}"));
        if (_faults.Count > 0)
            return;
        float[][] outputs = Infer(network, sample, still);
        Train(network, before, sample, outputs);
    }

    /// <summary>Inference against the reference, with and without link, together and alone.</summary>
    private float[][] Infer(Network network, Sample sample, Evaluation expected)
    {
        float[][] logits = [];
        foreach (bool isLinked in (bool[])[true, false])
        {
            using InferenceSession session = Sessions.Inference(network, _capacity, 1, logits: !isLinked);
            Sessions.Poison(session, drawn.Seed);
            Sessions.Fill(session, sample);
            session.Run(sample.Count);
            logits = [.. session.Outputs.Select(output => output.Values[..(sample.Count * output.ElementsPerSample)].ToArray())];
            double[][] wanted = isLinked ? expected.Linked : expected.Outputs;
            for (int i = 0; i < logits.Length; i++)
                Near($"inference, {(isLinked ? "" : "logits of ")}output {i}", wanted[i], logits[i]);
            foreach (var (name, values) in expected.Named)
                ReadNode(session, "inference", name, values, mayBeMissing: true);
        }

        using InferenceSession other = Sessions.Inference(network, _capacity, 3, logits: true);
        other.RunsInstead = new WorkerOrder(drawn.Seed, 3, isReversed: true).Run;
        Sessions.Poison(other, drawn.Seed + 1);
        Sessions.Fill(other, sample);
        other.Run(sample.Count);
        for (int i = 0; i < logits.Length; i++)
            Same($"inference by three workers, output {i}", logits[i], other.Outputs[i].Values[..logits[i].Length].ToArray());
        return logits;
    }

    private void Train(Network network, Sample before, Sample sample, float[][] inferred)
    {
        Sgd still = new(learningRate: 0f);
        using TrainingSession? session = Sessions.Training(network, _capacity, still);
        bool canTrain = network.Parameters.Any(parameter => parameter.IsTrainable) || _unit.Parameters.Any(input => input.WantsGradient);
        if (session is null || !canTrain)
        {
            if (session is not null || canTrain)
                _faults.Add($"There is {(session is null ? "no" : "a")} training session.");
            return;
        }

        bool hasLoss = session.Targets.Count > 0;
        GradientCheck check = new(_unit, session, _faults, counts);
        Sessions.Poison(session, drawn.Seed);
        if (hasLoss)
        {
            Step(session, before);
            float loss = Step(session, sample);
            check.Losses(sample, Masks(2, before.Count), loss);
            check.Gradients(sample, Masks(2, before.Count), fromOutputs: false);
            Forward(session, sample, Masks(2, before.Count), inferred);
        }

        session.ZeroGradients();
        long seen = session.Samples;
        Sessions.Run(session, sample, fromGradients: true);
        check.Gradients(sample, Masks(session.Steps + 1, seen), fromOutputs: true);
        if (!hasLoss)
            Forward(session, sample, Masks(session.Steps + 1, seen), inferred);
        SameBits(before, sample, hasLoss);
    }

    /// <summary>What the forward pass left in outputs and named values.</summary>
    private void Forward(TrainingSession session, Sample sample, Reference.DropoutMask masks, float[][] inferred)
    {
        Evaluation expected = Evaluation.Of(_unit, sample, masks: masks);
        for (int i = 0; i < expected.Outputs.Length; i++)
        {
            float[] output = session.Outputs[i].Values[..(sample.Count * session.Outputs[i].ElementsPerSample)].ToArray();
            Near($"training, output {i}", expected.Outputs[i], output);
            if (!HasDropout)
                Same($"training and inference, output {i}", inferred[i], output);
        }

        foreach (var (name, values) in expected.Named)
            ReadNode(session, "training", name, values, mayBeMissing: true);
    }

    /// <summary>The same bits by any workers in any order, in parts and at once, whatever lay in the workspace.</summary>
    private void SameBits(Sample before, Sample sample, bool hasLoss)
    {
        byte[] expected = Bits(before, sample, hasLoss, session => { });
        int workers = 2 + drawn.Seed % 3;
        Same("junk in the workspace", expected, Bits(before, sample, hasLoss, session => Sessions.Poison(session, drawn.Seed + 7)));
        for (int plan = 0; plan < 2; plan++)
        {
            foreach (bool isReversed in (bool[])[true, false])
            {
                WorkerOrder order = new(drawn.Seed + 1000 * plan, workers, isReversed, prefersColumns: plan == 1);
                Same($"{workers} workers, plan {plan}, {(isReversed ? "the last first" : "the first first")}", expected, Bits(before, sample, hasLoss, session =>
                {
                    session.RunsInstead = order.Run;
                    Sessions.Poison(session, drawn.Seed + 9);
                }));
            }
        }

        if (drawn.Seed % 8 == 0)
            Same("two threads", expected, Bits(before, sample, hasLoss, session => session.PlanWith(CostModel.Free), threads: 2));
        if (hasLoss)
            Same("a step and its parts", Bits(sample, sample, hasLoss: true, session => { }, inParts: true), Bits(sample, sample, hasLoss: true, session => { }));
        Frames(before, sample, fromGradients: !hasLoss);
    }

    /// <summary>Two passes held at once give what they give one after the other.</summary>
    private void Frames(Sample before, Sample sample, bool fromGradients)
    {
        byte[][] bits = new byte[2][];
        for (int frames = 1; frames <= 2; frames++)
        {
            Network network = Sessions.Network(type);
            using TrainingSession session = Sessions.Training(network, _capacity, new Sgd(0.1f), frames: frames)!;
            Sessions.Poison(session, drawn.Seed);
            if (frames == 1)
            {
                Sessions.Run(session, before, fromGradients);
                Sessions.Run(session, sample, fromGradients);
            }
            else
            {
                Sessions.Fill(session, before);
                session.Forward(before.Count, frame: 0);
                Sessions.Fill(session, sample);
                session.Forward(sample.Count, frame: 1);
                Sessions.Backward(session, before, fromGradients, frame: 0);
                Sessions.Backward(session, sample, fromGradients, frame: 1);
            }

            session.ApplyGradients(0.5f);
            bits[frames - 1] = Sessions.Bits(session, network, sample, _unit);
        }

        Same("two frames", bits[0], bits[1]);
    }

    private byte[] Bits(Sample before, Sample sample, bool hasLoss, Action<TrainingSession> prepare, int threads = 1, bool inParts = false)
    {
        Network network = Sessions.Network(type);
        using TrainingSession session = Sessions.Training(network, _capacity, new Adam(1e-2f), threads)!;
        prepare(session);
        foreach (Sample each in (Sample[])[before, sample])
        {
            if (hasLoss && !inParts)
            {
                Step(session, each);
                continue;
            }

            session.ZeroGradients();
            Sessions.Run(session, each, fromGradients: !hasLoss);
            session.ApplyGradients();
        }

        return Sessions.Bits(session, network, sample, _unit);
    }

    private static float Step(TrainingSession session, Sample sample)
    {
        Sessions.Fill(session, sample);
        Sessions.FillTargets(session, sample);
        return session.Step(sample.Count);
    }

    private static Reference.DropoutMask Masks(long step, long sample) => new(Sessions.Seed, step, sample);

    private void ReadNode(Session session, string where, string name, double[] expected, bool mayBeMissing)
    {
        float[] values = new float[expected.Length];
        try
        {
            session.ReadNode(name, values);
        }
        catch (ArgumentException) when (mayBeMissing)
        {
            // Nothing needs it here.
            return;
        }

        Near($"{where}, value '{name}'", expected, values);
    }

    private void Near(string what, double[] expected, float[] actual)
    {
        double most = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++)
        {
            if (Math.Abs(expected[i] - actual[i]) <= 2e-5 * (most + 1))
                continue;
            _faults.Add($"{what}, element {i}: {actual[i]}, but it is {expected[i]}");
            return;
        }
    }

    private void Same<T>(string what, T[] expected, T[] actual) where T : struct
    {
        if (!expected.AsSpan().SequenceEqual(actual))
            _faults.Add($"Other bits: {what}");
    }

    private void Compare(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        string[] wanted = [.. expected.Order(StringComparer.Ordinal)], there = [.. actual.Order(StringComparer.Ordinal)];
        if (!wanted.SequenceEqual(there))
            _faults.Add($"{what}: {string.Join("; ", there)}, but they are {string.Join("; ", wanted)}");
    }
}
