namespace Shared;

/// <summary>What classifiers answer.</summary>
public static class Answers
{
    /// <summary>The index of the greatest value, the first of equal ones.</summary>
    public static int Best(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }

    /// <summary>How many of the first rows of scores have their greatest value at the label.</summary>
    public static int Right(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        int classes = scores.Length / labels.Length;
        int right = 0;
        for (int i = 0; i < labels.Length; i++)
            right += Best(scores.Slice(i * classes, classes)) == labels[i] ? 1 : 0;
        return right;
    }

    /// <summary>The share of samples whose class a session finds. It works on the session's first input and first output.</summary>
    public static double Accuracy(InferenceSession inference, Dataset data)
    {
        Port output = inference.Outputs[0];
        var labels = new int[inference.BatchSize];
        int right = 0;
        for (int start = 0; start < data.Count; start += inference.BatchSize)
        {
            int count = Math.Min(inference.BatchSize, data.Count - start);
            data.Fill(start, count, inference.Inputs[0].Values, labels);
            inference.Run(count);
            right += Right(output.Values[..(count * output.ElementsPerSample)], labels.AsSpan(0, count));
        }

        return (double)right / data.Count;
    }
}
