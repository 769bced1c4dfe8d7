"""Write the dashboards: `python -m cli.dashboards`."""
from cli.dashboards.writing import write_all

if __name__ == "__main__":
    write_all()
