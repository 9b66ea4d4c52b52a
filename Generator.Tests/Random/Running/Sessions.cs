using System.Reflection;
using System.Runtime.InteropServices;
using Generator.Tests.RandomStacks.Drawing;
using Generator.Tests.RandomStacks.Model;
using GraphGen;
using GraphGen.CompilerServices;

namespace Generator.Tests.RandomStacks.Running;

/// <summary>Creates networks and sessions of emitted types, and feeds them by their ports.</summary>
internal static class Sessions
{
    public const ulong Seed = 5;

    /// <summary>A network with the parameters that the reference has.</summary>
    public static Network Network(Type type)
    {
        Network network = (Network)Activator.CreateInstance(type, Seed)!;
        foreach (GraphGen.Parameter parameter in network.Parameters)
            parameter.Write(Draft.Parameter(parameter.Name, parameter.Shape.ToArray()));
        return network;
    }

    /// <summary>A training session; null if there is nothing to train.</summary>
    public static TrainingSession? Training(Network network, int batchSize, Optimizer optimizer, int threads = 1, int frames = 1)
    {
        MethodInfo? create = network.GetType().GetMethod("CreateTraining");
        return (TrainingSession?)create?.Invoke(network, [batchSize, optimizer, threads, frames]);
    }

    public static InferenceSession Inference(Network network, int batchSize, int threads, bool logits) =>
        (InferenceSession)network.GetType().GetMethod("CreateInference")!.Invoke(network, [batchSize, threads, logits])!;

    public static void Fill(Session session, Sample sample)
    {
        for (int i = 0; i < sample.Inputs.Length; i++)
            Fill(session.Inputs[i], sample.Inputs[i]);
    }

    public static void FillTargets(TrainingSession session, Sample sample)
    {
        for (int i = 0; i < sample.Targets.Length; i++)
            Fill(session.Targets[i], sample.Targets[i]);
    }

    private static void Fill(Port port, float[] values)
    {
        if (port.ElementType == PortType.Int32)
            Array.ConvertAll(values, value => (int)value).CopyTo(port.Indices);
        else
            values.CopyTo(port.Values);
    }

    /// <summary>Forward and backward from the sample's targets; from gradients of the outputs if there is no loss or it is asked for.</summary>
    public static void Run(TrainingSession session, Sample sample, bool fromGradients, int frame = 0)
    {
        Fill(session, sample);
        session.Forward(sample.Count, frame);
        Backward(session, sample, fromGradients, frame);
    }

    public static void Backward(TrainingSession session, Sample sample, bool fromGradients, int frame = 0)
    {
        if (!fromGradients)
        {
            FillTargets(session, sample);
            session.Backward(frame);
            return;
        }

        for (int i = 0; i < sample.OutputGradients.Length; i++)
            sample.OutputGradients[i].CopyTo(session.OutputGradients[i].Values);
        session.BackwardFromGradients(frame);
    }

    /// <summary>All that a call leaves behind, down to the last bit.</summary>
    public static byte[] Bits(TrainingSession session, Network network, Sample sample, Unit unit)
    {
        List<byte> bits = [];
        void Add(float[] values) => bits.AddRange(MemoryMarshal.AsBytes<float>(values));
        Add([session.LastLoss]);
        Add([.. session.LastLosses.Values]);
        foreach (GraphGen.Parameter parameter in network.Parameters)
        {
            float[] values = new float[parameter.Count];
            parameter.Read(values);
            Add(values);
            session.ReadGradient(parameter.Name, values);
            Add(values);
        }

        foreach (Port output in session.Outputs)
            Add(output.Values[..(sample.Count * output.ElementsPerSample)].ToArray());
        for (int i = 0; i < session.Inputs.Count; i++)
        {
            if (InputGradient(session, unit, i, sample) is { } gradient)
                Add(gradient);
        }

        return [.. bits];
    }

    /// <summary>The gradient of an input; null if it is not computed.</summary>
    public static float[]? InputGradient(TrainingSession session, Unit unit, int input, Sample sample)
    {
        if (!unit.Parameters[input].WantsGradient)
            return null;
        float[] gradient = new float[sample.Inputs[input].Length];
        try
        {
            session.ReadInputGradient(session.Inputs[input].Name, gradient);
        }
        catch (ArgumentException)
        {
            // Nothing reaches it.
            return null;
        }

        return gradient;
    }

    /// <summary>Fills the workspace, whose content must not matter, with junk: any bits, as masks and a step that diverged leave them.</summary>
    public static void Poison(Session session, int seed)
    {
        Dice dice = new(seed);
        FieldInfo field = typeof(Session).GetField("_workspaces", BindingFlags.NonPublic | BindingFlags.Instance)!;
        foreach (AlignedBuffer workspace in (AlignedBuffer[])field.GetValue(session)!)
        {
            foreach (ref float value in workspace.Span)
                value = dice.Chance(0.5) ? 50 * dice.Uniform() : BitConverter.Int32BitsToSingle(dice.Below(int.MaxValue) << 1);
        }
    }
}
