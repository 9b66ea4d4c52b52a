namespace GraphGen.Tests.Sessions;

/// <summary>All that can be seen of a session and its network, bit for bit.</summary>
internal static class SessionState
{
    /// <summary>Parameters, gradients, counters and losses.</summary>
    public static Dictionary<string, float[]> Of(Network network, TrainingSession session)
    {
        Dictionary<string, float[]> state = Parameters(network);
        state["gradients"] = session.Gradients.ToArray();
        state["counters"] = [session.Steps, session.Samples, session.LastLoss, (float)session.LearningRate, .. session.LastLosses.Values, .. session.LastLosses.Keys.Select(session.GetLossWeight)];
        return state;
    }

    public static Dictionary<string, float[]> Parameters(Network network) => network.Parameters.ToDictionary(parameter => parameter.Name, Values);

    /// <summary>All of them equal, down to the last bit; what differs is named.</summary>
    public static void Same(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, values) in expected)
            SameBits(name, values, actual[name]);
    }

    public static void SameBits(string name, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"{name}[{i}] is {actual[i]:R} instead of {expected[i]:R}.");
        }
    }

    private static float[] Values(Parameter parameter)
    {
        float[] values = new float[parameter.Count];
        parameter.Read(values);
        return values;
    }
}
