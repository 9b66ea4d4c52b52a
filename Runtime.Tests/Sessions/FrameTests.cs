using GraphGen.CompilerServices;
using GraphGen.Tests.Parallel;

namespace GraphGen.Tests.Sessions;

/// <summary>Several forward passes whose backward passes come later, in any order.</summary>
[Collection(nameof(WholeTeam))]
public sealed class FrameTests
{
    private const int Frames = 3;
    private const int Batch = 8;

    private static readonly Sgd s_optimizer = new(0.1f);

    /// <summary>A frame keeps what a session of its own would keep; batches of different size, dropout included.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void FramesKeepValuesApart(int threads, bool throughPorts)
    {
        PartsNet network = new(seed: 1);
        PartsData[] data = [PartsData.Of(8, 1), PartsData.Of(3, 2), PartsData.Of(5, 3)];
        using PartsNet.Training frames = Create(network, threads, Frames);
        for (int frame = 0; frame < Frames; frame++)
            Forward(frames, data[frame], frame, throughPorts);
        foreach (int frame in (int[])[1, 2, 0])
        {
            using PartsNet.Training own = Create(network, threads: 1, frames: 1);
            for (int before = 0; before <= frame; before++)
                data[before].Forward(own);
            frames.ZeroGradients();
            Assert.Equal(own.Backward(data[frame].Targets), Backward(frames, data[frame], frame, throughPorts));
            Same(own, frames, data[frame].Count);
        }
    }

    [Fact]
    public void BackwardPassesInAnotherOrderAddUp()
    {
        PartsNet network = new(seed: 2);
        PartsData[] data = [PartsData.Of(4, 1), PartsData.Of(6, 2)];
        using PartsNet.Training frames = Create(network, threads: 1, frames: 2), plain = Create(network, threads: 1, frames: 1);
        data[0].Forward(frames, frame: 1);
        data[1].Forward(frames, frame: 0);
        data[0].Forward(plain);
        plain.Backward(data[0].Targets);
        data[1].Forward(plain);
        plain.Backward(data[1].Targets);
        frames.Backward(data[0].Targets, frame: 1);
        frames.Backward(data[1].Targets, frame: 0);
        SessionState.SameBits("gradients", plain.Gradients, frames.Gradients);
    }

    [Fact]
    public void GradientsOfOutputsBelongToTheirFrame()
    {
        PartsNet network = new(seed: 3);
        PartsData[] data = [PartsData.Of(4, 1), PartsData.Of(6, 2)];
        using PartsNet.Training frames = Create(network, threads: 1, frames: 2), own = Create(network, threads: 1, frames: 1);
        data[0].Forward(frames, frame: 0);
        data[1].Forward(frames, frame: 1);
        data[0].Forward(own);
        data[0].BackwardFromGradients(own);
        data[0].BackwardFromGradients(frames, frame: 0);
        Same(own, frames, 4);
        // The gradient that was given does not stay for those that give none.
        data[1].Forward(own);
        Assert.Equal(own.Backward(data[1].Targets), frames.Backward(data[1].Targets, frame: 1));
        Same(own, frames, 6);
    }

    /// <summary>A step works on frame 0; the others are as they were.</summary>
    [Fact]
    public void AStepLeavesOtherFramesAlone()
    {
        PartsNet one = new(seed: 4), other = new(seed: 4);
        PartsData first = PartsData.Of(4, 1), second = PartsData.Of(6, 2);
        using PartsNet.Training frames = Create(one, threads: 1, frames: 2), plain = Create(other, threads: 1, frames: 2);
        frames.SetLearningRate(0f);
        plain.SetLearningRate(0f);
        first.Forward(frames, frame: 1);
        first.Forward(plain);
        plain.Backward(first.Targets);
        float[] gradients = plain.Gradients.ToArray();
        frames.Step(second.Batch);
        frames.ZeroGradients();
        frames.Backward(first.Targets, frame: 1);
        SessionState.SameBits("gradients", gradients, frames.Gradients);
    }

    /// <summary>What the last backward pass left of an input's gradient can be read until its frame is used again.</summary>
    [Fact]
    public void InputGradientsOutliveOtherFrames()
    {
        PartsNet network = new(seed: 5);
        PartsData first = PartsData.Of(4, 1), second = PartsData.Of(6, 2);
        using PartsNet.Training session = Create(network, threads: 1, frames: 2);
        float[] expected = new float[4 * 7], actual = new float[4 * 7];
        Assert.Contains("no gradient yet", Assert.Throws<InvalidOperationException>(() => session.ReadInputGradient("image", actual)).Message);
        first.Forward(session, frame: 1);
        Assert.Throws<InvalidOperationException>(() => session.ReadInputGradient("image", actual));
        session.Backward(first.Targets, frame: 1);
        session.ReadInputGradient("image", expected);
        Assert.Contains(expected, value => value != 0f);
        second.Forward(session, frame: 0);
        session.ReadInputGradient("image", actual);
        SessionState.SameBits("image", expected, actual);
        first.Forward(session, frame: 1);
        Assert.Throws<InvalidOperationException>(() => session.ReadInputGradient("image", actual));
    }

    [Fact]
    public void OutputsAndNodesAreThoseOfTheLastCall()
    {
        PartsNet network = new(seed: 6);
        PartsData first = PartsData.Of(4, 1), second = PartsData.Of(6, 2);
        using PartsNet.Training session = Create(network, threads: 1, frames: 2);
        first.Forward(session, frame: 0);
        float[] outputs = session.Outputs[0].Values[..16].ToArray(), node = new float[4 * 35];
        session.ReadNode("join", node);
        second.Forward(session, frame: 1);
        float[] others = session.Outputs[0].Values[..24].ToArray(), other = new float[6 * 35];
        session.ReadNode("join", other);
        Assert.NotEqual(outputs, others[..16]);
        session.Backward(first.Targets, frame: 0);
        Assert.Equal(outputs, session.Outputs[0].Values[..16].ToArray());
        float[] again = new float[4 * 35];
        session.ReadNode("join", again);
        Assert.Equal(node, again);
        session.Backward(second.Targets, frame: 1);
        Assert.Equal(others, session.Outputs[0].Values[..24].ToArray());
    }

    private static PartsNet.Training Create(PartsNet network, int threads, int frames)
    {
        PartsNet.Training session = network.CreateTraining(Batch, s_optimizer, threads, frames);
        if (threads > 1)
            session.PlanWith(CostModel.Free);
        return session;
    }

    private static void Forward(PartsNet.Training session, PartsData data, int frame, bool throughPorts)
    {
        if (throughPorts)
        {
            data.Fill(session);
            session.Forward(data.Count, frame);
            // What the caller does to the ports afterwards is of no concern to the frame.
            session.Inputs[0].Values.Fill(float.NaN);
            session.Inputs[1].Indices.Fill(-1);
        }
        else
        {
            data.Forward(session, frame);
        }
    }

    private static float Backward(PartsNet.Training session, PartsData data, int frame, bool throughPorts)
    {
        if (!throughPorts)
            return session.Backward(data.Targets, frame);
        data.Fill(session);
        return session.Backward(frame);
    }

    private static void Same(PartsNet.Training expected, PartsNet.Training actual, int count)
    {
        SessionState.SameBits("gradients", expected.Gradients, actual.Gradients);
        float[] one = new float[count * 7], other = new float[count * 7];
        expected.ReadInputGradient("image", one);
        actual.ReadInputGradient("image", other);
        SessionState.SameBits("image", one, other);
        for (int i = 0; i < expected.Outputs.Count; i++)
        {
            int length = count * expected.Outputs[i].ElementsPerSample;
            SessionState.SameBits(expected.Outputs[i].Name, expected.Outputs[i].Values[..length], actual.Outputs[i].Values[..length]);
        }
    }
}
