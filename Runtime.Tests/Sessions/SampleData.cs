namespace GraphGen.Tests.Sessions;

/// <summary>Numbers that are the same in every run.</summary>
internal static class SampleData
{
    public static float[] Floats(int length, int seed = 1)
    {
        Random random = new(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = random.NextSingle() * 2 - 1;
        return values;
    }

    public static int[] Classes(int length, int classes, int seed = 1)
    {
        Random random = new(seed);
        int[] values = new int[length];
        for (int i = 0; i < length; i++)
            values[i] = random.Next(classes);
        return values;
    }
}
