namespace GraphGen.CompilerServices;

/// <summary>
/// Fetches a sample into the second-level cache while the one before it is worked on, a little with each step of the tiles:
/// samples lie one after another, but none is read from beginning to end.
/// </summary>
internal unsafe struct FetchAhead
{
    /// <summary>A sample larger than this would drive out what is worked on.</summary>
    private const int MostFloats = 64 << 10;
    private float* _next;
    private float* _end;
    private nint _step;

    /// <summary>Begins with a sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="floats">Its elements.</param>
    /// <param name="steps">Steps that tiles take meanwhile.</param>
    public void Begin(float* sample, nint floats, nint steps)
    {
        _next = sample;
        _end = floats <= MostFloats ? sample + floats : sample;
        _step = (floats + steps) / (steps + 1);
    }

    /// <summary>Lets a product of some rows fetch its share.</summary>
    /// <returns>Whether anything was left to be fetched.</returns>
    public bool Share(ref RunProduct product, int rows)
    {
        if (_next >= _end)
        {
            product.AheadStep = 0;
            return false;
        }

        product.Ahead = _next;
        product.AheadStep = _step;
        _next += product.StepsOf(rows) * _step;
        return true;
    }
}
