namespace GraphGen.CompilerServices;

/// <summary>A tensor that a network has: the name and shape that it bears in a file (PyTorch's).</summary>
/// <param name="Name">The name, unique in the network.</param>
/// <param name="Shape">The extents of the public layout, each at least 1.</param>
internal sealed record StateTensor(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>The number of elements.</summary>
    public int Count
    {
        get
        {
            int count = 1;
            foreach (int extent in Shape)
                count = checked(count * extent);
            return count;
        }
    }
}
