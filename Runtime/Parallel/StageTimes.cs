namespace GraphGen.CompilerServices;

/// <summary>How long a part of a stage takes by the model, for one number of samples and one team.</summary>
internal sealed class StageTimes
{
    /// <summary>Rows of the largest register tile.</summary>
    private const int TileRows = 14;

    /// <summary>What the update of an element moves: the gradient, and the parameter and two moments there and back.</summary>
    private const int UpdatedBytes = 28;

    /// <summary>What an element occupies between the steps: itself, its gradient, two moments.</summary>
    private const int KeptBytes = 16;

    private readonly Stage[] _stages;
    private readonly int _count;
    private readonly CostModel _model;
    private readonly bool _learns;
    private readonly double _update;

    public StageTimes(SessionLayout layout, int count, int workers, CostModel model)
    {
        _stages = layout.Stages;
        _count = count;
        _model = model;
        double parameters = 1;
        foreach (Stage stage in _stages)
            parameters += stage.Rows == RowSplit.Blocks ? stage.SharedBytes / sizeof(float) : 0;
        _learns = parameters > 1;
        // What no cache keeps from one step to the next comes from memory, to which the workers share the way.
        double cached = Math.Min(1, (model.OwnCache * workers + model.SharedCache) / (parameters * KeptBytes));
        double memory = UpdatedBytes / Math.Min(model.WorkerMemory, model.MachineMemory / workers);
        _update = cached * model.Update + (1 - cached) * Math.Max(model.Update, memory);
    }

    /// <summary>The time of the largest part.</summary>
    public double Of(int stage, Grid grid)
    {
        int rows = _stages[stage].RowsOf(_count), columns = _stages[stage].ColumnUnits;
        return Of(stage, grid, (rows + grid.Rows - 1) / grid.Rows, (columns + grid.Columns - 1) / grid.Columns);
    }

    /// <summary>The time of a part of so many row and column units.</summary>
    public double Of(int index, Grid grid, int rows, int columns)
    {
        if (rows <= 0 || columns <= 0)
            return 0;
        Stage stage = _stages[index];
        double rowShare = (double)rows / stage.RowsOf(_count), columnShare = (double)columns / stage.ColumnUnits;
        double flops = (double)stage.FlopsPerSample * _count * rowShare * columnShare;
        double activations = (double)stage.BytesPerSample * _count;
        if (stage.Rows == RowSplit.Blocks)
            return _model.Call + Blocks(stage, grid, rows, columns, flops, activations) + stage.SharedBytes / sizeof(float) * rowShare * columnShare * _update;
        double work = stage.VectorsPerSample > 0 ? Product(flops, (long)rows * stage.VectorsPerSample, columns) : flops / _model.ElementFlops;
        // Weights are read where their columns are needed: by a worker of its own, or by several of which one at most wrote them.
        return _model.Call + work
            + stage.SharedBytes * columnShare / (_learns && grid.Rows > 1 ? _model.OthersBytes : _model.OwnBytes)
            + activations * rowShare / (grid.Columns > 1 ? _model.OthersBytes : _model.OwnBytes);
    }

    /// <summary>The gradient of a weight or a table from all samples, which others computed.</summary>
    private double Blocks(Stage stage, Grid grid, int rows, int columns, double flops, double activations)
    {
        double rowShare = (double)rows / stage.RowUnits, columnShare = (double)columns / stage.ColumnUnits;
        double bytes = grid.Parts > 1 ? _model.OthersBytes : _model.OwnBytes;
        if (stage.VectorsPerSample == 0)
        {
            // A table: every worker looks at all indices, each about a thirtieth of the row that its owner adds.
            return flops / _model.ElementFlops + activations * (rowShare + 1.0 / 32) / bytes;
        }

        // Whoever owns whole columns has read all inputs in the forward pass, and is the one who reads its weights there. Of
        // weights that are cut by rows others read the most, and have to fetch them.
        double inputs = Math.Min(activations, (double)sizeof(float) * stage.VectorsPerSample * stage.RowUnits * _count);
        double fetched = grid.Rows > 1 ? stage.SharedBytes * rowShare * columnShare * (1 / _model.OthersBytes - 1 / _model.OwnBytes) : 0;
        return Product(flops, rows, columns) + fetched
            + inputs * rowShare / (grid.Rows > 1 ? _model.OthersBytes : _model.OwnBytes) + (activations - inputs) * columnShare / bytes;
    }

    private double Product(double flops, long rows, int panels) =>
        flops / _model.ProductFlops * Math.Max(1, (double)_model.LeastRows / rows) + (double)((rows + TileRows - 1) / TileRows) * panels * _model.Tile;
}
