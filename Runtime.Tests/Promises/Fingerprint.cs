using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GraphGen;
using GraphGen.CompilerServices;
using GraphGen.Tests.Layers;

namespace GraphGen.Tests.Promises;

/// <summary>What training leaves behind, down to the last bit, as a hash.</summary>
internal static class Fingerprint
{
    private const int Batch = 13;

    /// <summary>
    /// A few steps of nets that hold every layer, with shorter batches between. Sharing is planned as if it cost nothing:
    /// nets as small as these would be left to one worker.
    /// </summary>
    public static string OfTraining(int threads)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        WideNet wide = new(seed: 3);
        using (WideNet.Training session = wide.CreateTraining(Batch, new Adam(learningRate: 1e-2f), threads))
        {
            session.PlanWith(CostModel.Free);
            for (int step = 0; step < 4; step++)
            {
                int count = step == 2 ? 5 : Batch;
                Add(hash, [session.Step(Samples.Numbers(count * 33, step), Samples.Indices(count, 18, step))]);
            }
        }

        Add(hash, wide);
        LongNet @long = new(seed: 4);
        using (LongNet.Training session = @long.CreateTraining(Batch, new Sgd(learningRate: 0.1f, momentum: 0.9), threads))
        {
            session.PlanWith(CostModel.Free);
            for (int step = 0; step < 4; step++)
                Add(hash, [session.Step(Samples.Numbers(Batch * 7, step), Samples.Numbers(Batch * 5, step + 9))]);
        }

        Add(hash, @long);
        DigitsNet digits = new(seed: 5);
        using (DigitsNet.Training session = digits.CreateTraining(Batch, new AdamW(learningRate: 1e-2f), threads))
        {
            session.PlanWith(CostModel.Free);
            Add(hash, [session.Step(Samples.Numbers(Batch * 784, 1), Samples.Indices(Batch, 10, 1))]);
        }

        Add(hash, digits);
        AddNormalisations(hash, threads);
        AddGraph(hash, threads);
        AddPictures(hash, threads);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Pictures with every normalisation, whose statistics the inference goes by.</summary>
    private static void AddNormalisations(IncrementalHash hash, int threads)
    {
        NormGraph network = new(seed: 7);
        using (NormGraph.Training session = network.CreateTraining(Batch, new Sgd(learningRate: 0.05f, momentum: 0.9), threads))
        {
            session.PlanWith(CostModel.Free);
            for (int step = 0; step < 3; step++)
            {
                int count = step == 1 ? 5 : Batch;
                Add(hash, [session.Step(Samples.Numbers(count * 60, step), Samples.Indices(count, 9, step))]);
            }
        }

        Add(hash, network);
        using NormGraph.Inference inference = network.CreateInference(Batch, threads);
        inference.PlanWith(CostModel.Free);
        float[] label = new float[Batch * 9], joined = new float[Batch * 33];
        inference.Run(Samples.Numbers(Batch * 60, 9), label, joined);
        Add(hash, label);
        Add(hash, joined);
    }

    /// <summary>A graph that holds every operation and loss, in steps and in parts, with all that a session lets be read.</summary>
    private static void AddGraph(IncrementalHash hash, int threads)
    {
        EverythingGraph network = new(seed: 6);
        using (EverythingGraph.Training session = network.CreateTraining(Batch, new AdamW(learningRate: 1e-2f) { ClipNorm = 1, L1 = 1e-4 }, threads, frames: 2))
        {
            session.PlanWith(CostModel.Free);
            for (int step = 0; step < 3; step++)
            {
                EverythingData whole = new(step == 1 ? 5 : Batch, step), other = new(7, 10 + step);
                Add(hash, [session.Step(whole.Batch), .. session.LastLosses.Values]);
                session.ZeroGradients();
                whole.Forward(session, frame: 1);
                other.Forward(session);
                Add(hash, [session.Backward(whole.Targets, frame: 1)]);
                other.BackwardFromGradients(session);
                Add(hash, session, other.Count);
                session.ApplyGradients(0.5f);
            }
        }

        Add(hash, network);
        using EverythingGraph.Inference inference = network.CreateInference(Batch, threads);
        inference.PlanWith(CostModel.Free);
        float[][] outputs = EverythingData.NewOutputs(Batch);
        new EverythingData(Batch, 20).Run(inference, 0, Batch, outputs);
        foreach (float[] output in outputs)
            Add(hash, output);
    }

    /// <summary>Every layer of convolutional networks.</summary>
    private static void AddPictures(IncrementalHash hash, int threads)
    {
        PicturesGraph network = new(seed: 8);
        using (PicturesGraph.Training session = network.CreateTraining(Batch, new Sgd(learningRate: 1e-2f, momentum: 0.9), threads))
        {
            session.PlanWith(CostModel.Free);
            for (int step = 0; step < 2; step++)
            {
                PicturesData data = new(step == 1 ? 5 : Batch, step);
                Add(hash, [session.Step(data.Batch)]);
                float[] gradient = new float[data.Count * session.Inputs[0].ElementsPerSample];
                session.ReadInputGradient("picture", gradient);
                Add(hash, gradient);
            }
        }

        Add(hash, network);
        using PicturesGraph.Inference inference = network.CreateInference(3, threads);
        inference.PlanWith(CostModel.Free);
        float[][] outputs = PicturesData.NewOutputs(3);
        new PicturesData(3, 20).Run(inference, 0, 3, outputs);
        foreach (float[] output in outputs)
            Add(hash, output);
    }

    private static void Add(IncrementalHash hash, EverythingGraph.Training session, int count)
    {
        Add(hash, session.Gradients.ToArray());
        foreach (Port output in session.Outputs)
            Add(hash, output.Values[..(count * output.ElementsPerSample)].ToArray());
        float[] x = new float[count * 185], mask = new float[count * 25], attended = new float[count * 350];
        session.ReadInputGradient("x", x);
        session.ReadInputGradient("mask", mask);
        session.ReadNode("fixed", attended);
        Add(hash, x);
        Add(hash, mask);
        Add(hash, attended);
    }

    private static void Add(IncrementalHash hash, Network network)
    {
        foreach (Parameter parameter in network.Parameters.Concat(network.Buffers))
        {
            float[] values = new float[parameter.Count];
            parameter.Read(values);
            Add(hash, values);
        }
    }

    private static void Add(IncrementalHash hash, float[] values)
    {
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
        hash.AppendData(MemoryMarshal.AsBytes<float>(values));
    }
}
