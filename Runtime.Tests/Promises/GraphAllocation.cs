using GraphGen.CompilerServices;

namespace GraphGen.Tests.Promises;

/// <summary>Bytes that each part of a graph's training and inference allocates on all threads, once everything has run a few times.</summary>
internal static class GraphAllocation
{
    private const int Batch = 13;
    private const int Warmup = 40;
    private const int Rounds = 5;
    private const int Calls = 30;

    public static void Of(int threads, Action<string, long> report)
    {
        EverythingGraph network = new(seed: 1), copy = new(seed: 2);
        using EverythingGraph.Training session = network.CreateTraining(Batch, new AdamW(1e-3f) { ClipNorm = 1 }, threads, frames: 2);
        using EverythingGraph.Training plain = copy.CreateTraining(Batch, new Adam(1e-3f), threads);
        using EverythingGraph.Inference inference = network.CreateInference(Batch, threads);
        session.PlanWith(CostModel.Free);
        plain.PlanWith(CostModel.Free);
        inference.PlanWith(CostModel.Free);
        PicturesGraph pictures = new(seed: 3);
        using PicturesGraph.Training seeing = pictures.CreateTraining(Batch, new Sgd(1e-3f, momentum: 0.9), threads);
        using PicturesGraph.Inference sight = pictures.CreateInference(Batch, threads);
        seeing.PlanWith(CostModel.Free);
        sight.PlanWith(CostModel.Free);
        PicturesData seen = new(Batch, 3), fewer = new(5, 4);
        float[][] sights = PicturesData.NewOutputs(Batch);
        float[] body = new float[Batch * 37 * 6 * 5];
        EverythingData whole = new(Batch, 1), small = new(5, 2);
        float[][] outputs = EverythingData.NewOutputs(Batch);
        float[] node = new float[5 * 350], gradient = new float[17 * 70], input = new float[5 * 185], some = new float[70 * 37];
        (string Name, Action Call)[] parts =
        [
            ("Step", () => session.Step(whole.Batch)),
            ("Step without a norm", () => plain.Step(whole.Batch)),
            ("Step of fewer", () => session.Step(small.Batch)),
            ("Step from ports", () => session.Step(3)),
            ("Forward", () => whole.Forward(session)),
            ("Forward in another frame", () => small.Forward(session, frame: 1)),
            ("Backward", () => session.Backward(whole.Targets)),
            ("Forward again", () => whole.Forward(session)),
            ("BackwardFromGradients", () => whole.BackwardFromGradients(session)),
            ("BackwardFromGradients in another frame", () => small.BackwardFromGradients(session, frame: 1)),
            ("ApplyGradients", () => session.ApplyGradients()),
            ("ApplyGradients with a scale", () => session.ApplyGradients(0.5f)),
            ("ZeroGradients", session.ZeroGradients),
            ("Forward from ports", () => session.Forward(5)),
            ("Backward from ports", () => session.Backward()),
            ("Forward from ports again", () => session.Forward(5)),
            ("BackwardFromGradients from ports", () => session.BackwardFromGradients()),
            ("ReadNode", () => session.ReadNode("fixed", node)),
            ("ReadGradient", () => session.ReadGradient("narrow.dense1.weight", gradient)),
            ("ReadInputGradient", () => session.ReadInputGradient("x", input)),
            ("Outputs", () => _ = session.Outputs[0].Values[0]),
            ("SetLossWeight", () => session.SetLossWeight("own", session.GetLossWeight("own"))),
            ("LastLosses", () => _ = session.LastLosses["steps"]),
            ("CopyTo", () => network.CopyTo(copy)),
            ("Parameter.Read", () => network.Parameters[0].Read(some)),
            ("Run", () => whole.Run(inference, 0, Batch, outputs)),
            ("Run from ports", () => inference.Run(3)),
            ("Step of pictures", () => seeing.Step(seen.Batch)),
            ("ReadNode of pictures", () => seeing.ReadNode("see", body)),
            ("Step of fewer pictures", () => seeing.Step(fewer.Batch)),
            ("Run of pictures", () => seen.Run(sight, 0, Batch, sights)),
        ];
        // The JIT allocates on a thread of its own when it compiles a warm method anew: one clean round of several is proof.
        long[] bytes = new long[parts.Length], least = new long[parts.Length];
        Round(Warmup, parts, bytes);
        Array.Fill(least, long.MaxValue);
        for (int round = 0; round < Rounds; round++)
        {
            Array.Clear(bytes);
            Round(Calls, parts, bytes);
            for (int part = 0; part < parts.Length; part++)
                least[part] = Math.Min(least[part], bytes[part]);
        }

        for (int part = 0; part < parts.Length; part++)
            report(parts[part].Name, least[part]);
    }

    private static void Round(int calls, (string Name, Action Call)[] parts, long[] bytes)
    {
        for (int i = 0; i < calls; i++)
        {
            for (int part = 0; part < parts.Length; part++)
            {
                long before = GC.GetTotalAllocatedBytes(precise: true);
                parts[part].Call();
                bytes[part] += GC.GetTotalAllocatedBytes(precise: true) - before;
            }
        }
    }
}
